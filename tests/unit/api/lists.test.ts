import { describe, expect, it } from 'vitest';
import { keptReceipt } from '#domain/receipt/kept-receipt.ts';
import { aHead } from '../../support/a-head.ts';
import { RECEIPT, aNetwork } from './a-network.ts';

type Network = Awaited<ReturnType<typeof aNetwork>>;

async function pages({ call }: Network, path: string, list: string): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  let cursor = '';
  do {
    const { json } = await call('GET', `${path}${path.includes('?') ? '&' : '?'}${cursor}`);
    all.push(...json[list]);
    cursor = json.next === undefined ? '' : `cursor=${json.next}`;
  } while (cursor !== '');
  return all;
}

describe('uploads', () => {
  it('come newest first over all newsrooms, each once, over many pages', async () => {
    const network = await aNetwork();
    for (let number = 0; number < 130; number += 1) {
      const newsroom = number % 3 === 0 ? 'cepu' : 'blora';
      const uploadedAt = new Date(Date.UTC(2026, 2, 1, 9, 0, Math.floor(number / 7))).toISOString();
      const key = `incoming/${newsroom}/${number}.md`;
      await network.deps.newsrooms.putReceipt(keptReceipt({ ...RECEIPT, key, newsroom, uploadedAt }));
    }
    const all = await pages(network, '/api/uploads', 'uploads');
    expect(new Set(all.map(({ key }) => key)).size).toBe(131);
    const times = all.map(({ uploadedAt }) => String(uploadedAt));
    expect(times).toEqual(times.toSorted().toReversed());
    const cepu = await pages(network, '/api/uploads?newsroom=cepu', 'uploads');
    expect(cepu).toHaveLength(44);
    const late = await pages(network, '/api/uploads?since=2026-03-01T09:00:10Z', 'uploads');
    expect(late).toHaveLength(60);
  });

  it('are found by their release and by how they ended', async () => {
    const network = await aNetwork();
    await network.deps.newsrooms.putReceipt(
      keptReceipt({
        key: 'incoming/cepu/x.md',
        versionId: 'v',
        uploadedAt: '2026-03-01T09:00:00Z',
        newsroom: 'cepu',
        language: 'en',
        state: 'refused',
        findings: [{ code: 'E_EMPTY' }],
      }),
    );
    const of = (query: string) => pages(network, `/api/uploads?${query}`, 'uploads');
    expect((await of('release=blora/market')).map(({ key }) => key)).toEqual(['incoming/blora/market.md']);
    expect(await of('state=refused')).toEqual([
      expect.objectContaining({
        key: 'incoming/cepu/x.md',
        findings: [expect.objectContaining({ code: 'E_EMPTY', message: 'The file is empty.' })],
      }),
    ]);
  });

  it('of many findings are kept with the first hundred', () => {
    const findings = Array.from({ length: 130 }, (_, line) => ({ code: 'W_RAW_HTML', line, found: '<b>' }));
    const kept = keptReceipt({ ...RECEIPT, findings });
    expect([kept.findings.length, kept.more]).toEqual([100, 30]);
  });

  it.each(['', '../x.md', 'a//b.md', 'a/', '~$a.md', 'a\u0000.md', '%2e%2e/a.md', '.DS_Store'])(
    'cannot be named %j',
    async (path) => {
      const { call } = await aNetwork();
      expect((await call('POST', '/api/uploads', { newsroom: 'blora', path })).status).toBe(422);
    },
  );

  it('are put below check/ where nothing is to be published', async () => {
    const { call } = await aNetwork();
    const key = async (check?: boolean) => {
      const body = { newsroom: 'blora', path: 'a.md', ...(check === undefined ? {} : { check }) };
      return (await call('POST', '/api/uploads', body)).json.key;
    };
    expect([await key(), await key(false), await key(true)]).toEqual([
      'incoming/blora/a.md',
      'incoming/blora/a.md',
      'check/blora/a.md',
    ]);
  });

  it('need a newsroom that there is', async () => {
    const { call } = await aNetwork();
    const status = async (body: object) => (await call('POST', '/api/uploads', body)).status;
    expect(await status({ path: 'a.md' })).toBe(422);
    expect(await status({ path: 'a.md', newsroom: 'none' })).toBe(404);
    expect(await status({ path: 'a.md', newsroom: '../x' })).toBe(404);
  });
});

describe('releases', () => {
  it('are searched beyond the first pages', async () => {
    const network = await aNetwork();
    const { deps } = network;
    for (let number = 0; number < 180; number += 1) {
      const releaseId = `blora/r${number}`;
      const firstPublicAt = new Date(Date.UTC(2026, 2, 2, 0, number)).toISOString();
      await deps.releases.putHead(aHead({ releaseId, firstPublicAt, headline: `Story ${number}` }), 0);
      await deps.feeds.putPointer({ feedId: 'network', releaseId, firstPublicAt, rev: 1 });
    }
    const found = async (query: string) =>
      (await pages(network, `/api/releases?${query}`, 'releases')).map(({ id }) => id);
    expect(await found('q=MARKET')).toEqual(['blora/market']);
    expect(await found('q=story%20179')).toEqual(['blora/r179']);
    expect(await found('q=nothing')).toEqual([]);
    expect(await found('')).toHaveLength(181);
    expect(await found('state=killed')).toEqual([]);
  });

  it('show what each version said, a tombstone what it took back', async () => {
    const { call, deps } = await aNetwork();
    const one = await call('GET', '/api/releases/blora/market/versions/1');
    expect(one.status).toBe(404);
    const mark = {
      releaseId: 'blora/market',
      prev: 0,
      at: 'x',
      contentVersion: 1,
      hash: 'h',
      textHash: 't',
      origin: { by: 'upload' as const, key: 'k', versionId: 'v' },
    };
    const content = {
      headline: 'Market <b>',
      bodyHtml: '',
      language: 'en',
      authors: [],
      categories: [],
      contacts: [],
    };
    await deps.releases.putVersion({
      ...mark,
      version: 1,
      kind: 'first',
      state: 'published',
      content: content as never,
    });
    await deps.releases.putVersion({ ...mark, version: 2, prev: 1, kind: 'withdrawal', state: 'withdrawn' });
    const said = async (version: number) =>
      (await call('GET', `/api/releases/blora/market/versions/${version}`)).json;
    expect((await said(1)).content.headline).toBe('Market <b>');
    expect(await said(2)).toMatchObject({ kind: 'withdrawal', content: { headline: 'Market <b>' } });
  });
});

it('a token may ask what it is', async () => {
  const { call, tokens } = await aNetwork();
  const own = async (token?: string) => (await call('GET', '/api/tokens/own', undefined, token)).json;
  expect(await own(tokens.kabar)).toMatchObject({ role: 'partner', subject: 'kabar' });
  expect(await own(tokens.cepu)).toMatchObject({ role: 'author', subject: 'cepu' });
  expect(await own()).toMatchObject({ role: 'operator', subject: '*' });
});
