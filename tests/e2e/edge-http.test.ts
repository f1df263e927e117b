import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import RssParser from 'rss-parser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appEnvironment } from '../../local/presswire/stack-names.ts';
import { startLocal, type Running } from '../../local/start.ts';
import { synthesise } from '../../local/synth/synthesise.ts';
import { readFeed } from '../support/read-feeds.ts';

const FEEDS = [
  ['feed.xml', 'application/rss+xml; charset=utf-8'],
  ['atom.xml', 'application/atom+xml; charset=utf-8'],
  ['feed.json', 'application/feed+json; charset=utf-8'],
] as const;
const RELEASE = `---
id: pasar
headline: Pasar Sidomakmur buka kembali
author: Rina Kusuma
categories: pasar
---

Pedagang kembali ke los yang sama mulai pagi ini.

${'Perbaikan atap selesai lebih cepat dari rencana. '.repeat(40)}
`;
const GONE = { type: 'text/html; charset=utf-8', status: '410' };
const MOVED = { status: '301', location: '/n/blora/feed.xml' };

const eventually = <Result>(check: () => Promise<Result>): Promise<Result> =>
  vi.waitFor(check, { timeout: 20_000, interval: 50 });

/** The run's site with an author's and an administrator's hands. */
function handsOf(running: Running) {
  const s3 = new S3Client(running.aws.clientConfig);
  return {
    s3,
    drop: async (text: string) => {
      const Key = 'incoming/blora/pasar.md';
      await s3.send(new PutObjectCommand({ Bucket: running.dropBucket, Key, Body: text }));
    },
    put: async (Key: string, Body: string, ContentType: string, Metadata: Record<string, string>) => {
      await s3.send(new PutObjectCommand({ Bucket: running.publicBucket, Key, Body, ContentType, Metadata }));
    },
    get: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(`${running.site}/${path}`, {
        method,
        headers: { 'accept-encoding': 'identity', ...headers },
        redirect: 'manual',
      }),
  };
}

type Behaviour = Record<string, unknown>;
type Resource = {
  Type: string;
  Properties?: { DistributionConfig?: { DefaultCacheBehavior: Behaviour; CacheBehaviors?: Behaviour[] } };
};

/** The assembly of this run, with the code that runs at the edge taken out of its template. */
function withoutEdgeFunctions(assembly: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'edge-')), 'assembly');
  cpSync(assembly, copy, { recursive: true });
  const file = readdirSync(copy).find((name) => name.endsWith('.template.json'));
  if (file === undefined) throw new Error('The assembly has no template.');
  const path = join(copy, file);
  const template: { Resources: Record<string, Resource> } = JSON.parse(readFileSync(path, 'utf8'));
  for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
    if (Type === 'AWS::CloudFront::Function') delete template.Resources[id];
    const config = Properties?.DistributionConfig;
    for (const behaviour of [config?.DefaultCacheBehavior, ...(config?.CacheBehaviors ?? [])]) {
      delete behaviour?.['FunctionAssociations'];
    }
  }
  writeFileSync(path, JSON.stringify(template));
  return copy;
}

type Hands = ReturnType<typeof handsOf>;

async function putGoneAndMoved({ put }: Hands): Promise<void> {
  await put('gone', '<p>Ditarik.</p>', 'text/html', GONE);
  await put('moved.xml', 'moved', 'application/xml', MOVED);
}

describe('what readers’ programs are told', { timeout: 30_000 }, () => {
  let running: Running;
  let hands: Hands;
  beforeAll(async () => {
    running = await startLocal();
    hands = handsOf(running);
    await hands.drop(RELEASE);
    await eventually(async () => {
      for (const [name] of FEEDS) {
        const text = await (await hands.get(`n/blora/${name}`)).text();
        if (!text.includes('Sidomakmur')) throw new Error(`${name} is not there yet`);
      }
    });
    await putGoneAndMoved(hands);
  }, 60_000);
  afterAll(async () => {
    hands.s3.destroy();
    await running.stop();
  });

  it.each(FEEDS)('%s: type, links, times and validators', async (name, type) => {
    const url = `n/blora/${name}`;
    const answer = await hands.get(url, { origin: 'https://reader.example' });
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=60, stale-while-revalidate=60, stale-if-error=86400',
      link: `<${running.site}/websub>; rel="hub", <${running.site}/${url}>; rel="self"`,
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
    });
    expect(headers['access-control-expose-headers']?.split(/,\s*/).toSorted()).toEqual([
      'ETag',
      'Last-Modified',
      'Link',
    ]);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(headers['etag']).toMatch(/^(?:W\/)?".+"$/);
    expect(Date.parse(headers['last-modified'] ?? '')).not.toBeNaN();
    expect(Object.keys(headers).filter((each) => each.startsWith('x-amz-meta'))).toEqual([]);
  });

  it.each(FEEDS)('%s: 304 by either validator, never by an older one', async (name) => {
    const url = `n/blora/${name}`;
    const { headers } = await hands.get(url);
    const etag = headers.get('etag') ?? '';
    const modified = headers.get('last-modified') ?? '';
    const earlier = new Date(Date.parse(modified) - 1000).toUTCString();
    const asked: [Record<string, string>, number][] = [
      [{ 'if-none-match': etag }, 304],
      [{ 'if-none-match': `W/${etag.replace('W/', '')}` }, 304],
      [{ 'if-none-match': `"other", ${etag}` }, 304],
      [{ 'if-none-match': '*' }, 304],
      [{ 'if-modified-since': modified }, 304],
      [{ 'if-none-match': '"other"', 'if-modified-since': modified }, 200],
      [{ 'if-modified-since': earlier }, 200],
    ];
    for (const [conditions, status] of asked) {
      const answer = await hands.get(url, conditions);
      expect([conditions, answer.status]).toEqual([conditions, status]);
      expect([answer.headers.get('etag'), answer.headers.get('vary')]).toEqual([etag, 'Accept-Encoding']);
      expect(answer.headers.get('cache-control')).toContain('max-age=60');
      if (status === 304) expect(await answer.text()).toBe('');
    }
  });

  it('two readers see the same ids and titles in each format, and are told when nothing is new', async () => {
    const seen = [];
    for (const [name] of FEEDS) {
      const url = `n/blora/${name}`;
      const first = await hands.get(url);
      const items = await readFeed(running.site, `/${url}`);
      seen.push(items.map(({ id, title }) => ({ id, title })));
      if (!name.endsWith('.json')) {
        const { items: others } = await new RssParser().parseString(await first.text());
        seen.push(others.map(({ guid, id, title }) => ({ id: guid ?? id, title })));
      }
      const again = await hands.get(url, {
        'if-none-match': first.headers.get('etag') ?? '',
        'if-modified-since': first.headers.get('last-modified') ?? '',
      });
      expect(again.status).toBe(304);
    }
    const [one, ...others] = seen;
    expect(one?.[0]?.title).toContain('Sidomakmur');
    for (const other of others) expect(other).toEqual(one);
  });

  it.each(FEEDS)('%s: HEAD says what GET says; gzip and brotli give the same text', async (name, type) => {
    const url = `n/blora/${name}`;
    const get = await hands.get(url);
    const text = await get.text();
    const head = await hands.get(url, {}, 'HEAD');
    for (const each of ['etag', 'last-modified', 'content-type', 'cache-control', 'link']) {
      expect([each, head.headers.get(each)]).toEqual([each, get.headers.get(each)]);
    }
    expect(await head.text()).toBe('');
    for (const encoding of ['gzip', 'br']) {
      const small = await hands.get(url, { 'accept-encoding': encoding });
      expect([small.headers.get('content-encoding'), small.headers.get('content-type')]).toEqual([
        encoding,
        type,
      ]);
      expect(await small.text()).toBe(text);
    }
  });

  it.each([
    ['', 'text/html; charset=utf-8'],
    ['n/blora/', 'text/html; charset=utf-8'],
    ['n/blora/c/pasar/', 'text/html; charset=utf-8'],
    ['n/blora/a/rina-kusuma/feed.xml', 'application/rss+xml; charset=utf-8'],
    ['l/id/feed.json', 'application/feed+json; charset=utf-8'],
    ['feeds/', 'text/html; charset=utf-8'],
    ['feeds.opml', 'text/x-opml; charset=utf-8'],
    ['sitemap.xml', 'application/xml; charset=utf-8'],
    ['sitemap/newest.xml', 'application/xml; charset=utf-8'],
    ['news-sitemap.xml', 'application/xml; charset=utf-8'],
    ['robots.txt', 'text/plain; charset=utf-8'],
    ['status.json', 'application/json; charset=utf-8'],
    ['site.js', 'text/javascript; charset=utf-8'],
    ['icon.svg', 'image/svg+xml'],
    ['icon.png', 'image/png'],
  ])('/%s is there', async (path, type) => {
    await eventually(async () => {
      const answer = await hands.get(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    });
  });

  it('validators move together with the bytes, and only with them', async () => {
    const stateOf = async () => {
      const answers = await Promise.all(FEEDS.map(([name]) => hands.get(`n/blora/${name}`)));
      return Promise.all(
        answers.map(async (answer) => ({
          etag: answer.headers.get('etag'),
          modified: answer.headers.get('last-modified'),
          text: await answer.text(),
        })),
      );
    };
    const before = await stateOf();
    await running.advance(120_000);
    await hands.drop(RELEASE);
    await running.advance(120_000);
    expect(await stateOf()).toEqual(before);
    await hands.drop(RELEASE.replace('pagi ini', 'besok pagi'));
    await eventually(async () => {
      await running.advance(61_000);
      for (const { text } of await stateOf()) expect(text).toContain('besok pagi');
    });
    for (const [n, { etag, modified }] of (await stateOf()).entries()) {
      expect(etag).not.toBe(before[n]?.etag);
      expect(modified).not.toBe(before[n]?.modified);
    }
  });

  it('a page is not given out late; what is gone has no validator; what has moved says where', async () => {
    const page = await hands.get('n/blora/');
    expect(page.headers.get('cache-control')).toBe('public, max-age=60');
    const gone = await hands.get('gone');
    expect([gone.status, gone.headers.get('etag'), gone.headers.get('last-modified')]).toEqual([
      410,
      null,
      null,
    ]);
    const moved = await hands.get('moved.xml');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/n/blora/feed.xml']);
    const folder = await hands.get('n/blora');
    expect([folder.status, folder.headers.get('location')]).toEqual([301, '/n/blora/']);
  });
});

it(
  'all of that is done at the edge: without its functions, 410, links, types and redirects are gone',
  { timeout: 60_000 },
  async () => {
    const project = join(import.meta.dirname, '../..');
    const { assembly } = await synthesise({
      project,
      cache: join(project, 'cdk.out', 'local'),
      environment: appEnvironment(false),
    });
    const running = await startLocal({ assembly: withoutEdgeFunctions(assembly) });
    const hands = handsOf(running);
    try {
      await putGoneAndMoved(hands);
      await hands.put('404.html', 'no page', 'text/html', {});
      const link = '<https://site.example/feed.xml>; rel="self"';
      await hands.put('feed.xml', '<rss/>', 'application/xml', { type: FEEDS[0][1], link });
      const feed = await hands.get('feed.xml');
      expect([feed.status, feed.headers.get('content-type'), feed.headers.get('link')]).toEqual([
        200,
        'application/xml',
        null,
      ]);
      expect((await hands.get('gone')).status).toBe(200);
      expect((await hands.get('moved.xml')).status).toBe(200);
      expect((await hands.get('n/blora/')).status).toBe(404);
      expect((await hands.get('n/blora')).status).toBe(404);
    } finally {
      hands.s3.destroy();
      await running.stop();
    }
  },
);
