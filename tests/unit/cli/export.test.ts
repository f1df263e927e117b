import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type, type Typed } from '../../support/a-shell.ts';

const RELEASES = 120;
const PAGE = 50;
const PICTURE = 'a'.repeat(64);

/** A site that lists releases and has their documents; `fails` answers a path with 500. */
const site = { address: '', asked: [] as string[], fails: (_path: string) => false };
let server: Server;
let folder: string;

const ninjs = (n: number) => ({
  uri: `urn:uuid:${n}`,
  version: '1',
  standard: { name: 'ninjs', version: '3.1' },
  pubStatus: n === 7 ? 'canceled' : 'usable',
  bodies: [
    { role: 'main', value: `<p>Naskah — ${n}</p><img src="${site.address}/media/${PICTURE}.webp">` },
    ...(n === 3 ? [{ value: `<img src='${site.address}/media/${'b'.repeat(64)}.png'>` }] : []),
  ],
});

function answer(path: string): { status: number; body: object } {
  const { pathname, searchParams } = new URL(path, site.address);
  if (pathname === '/api/newsrooms/nowhere')
    return { status: 404, body: { detail: 'There is no newsroom.' } };
  if (pathname.startsWith('/api/newsrooms/')) return { status: 200, body: {} };
  if (pathname === '/api/releases') {
    const start = Number(searchParams.get('cursor') ?? 0);
    const numbers = Array.from({ length: RELEASES }, (_, n) => n).slice(start, start + PAGE);
    const releases = numbers.map((n) => ({ id: `blora/r${n}`, json: `/n/blora/r${n}.json` }));
    const next = start + PAGE < RELEASES ? { next: String(start + PAGE) } : {};
    return { status: 200, body: { releases, ...next } };
  }
  const n = Number(/r(\d+)\.json$/.exec(pathname)?.[1]);
  return { status: n === 7 ? 410 : 200, body: ninjs(n) };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    site.asked.push(path);
    const { status, body } = site.fails(path)
      ? { status: 500, body: { detail: 'Our fault.' } }
      : answer(path);
    response.writeHead(status).end(JSON.stringify(body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  site.address = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});
afterAll(() => server.close());
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'export-')), 'out');
  site.asked = [];
  site.fails = () => false;
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const presswire = (...words: string[]): Promise<Typed> =>
  type([...words, '--site', site.address], { env: { PRESSWIRE_TOKEN: 't' } });
const exported = (...words: string[]) => presswire('export', folder, '--json', ...words);
const verified = () => type(['verify', folder, '--json']);
const lines = () =>
  readFileSync(join(folder, 'releases.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line): { uri: string } => JSON.parse(line));

describe('presswire export', () => {
  it('has every release as the site has it, its media once, and a manifest that verify agrees with', async () => {
    const { code, out, err } = await exported();
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ releases: RELEASES, media: 2, problems: [] });
    expect(lines()).toEqual(Array.from({ length: RELEASES }, (_, n) => ninjs(n)));
    expect(existsSync(join(folder, 'progress.json'))).toBe(false);
    const checked = await verified();
    expect([checked.code, JSON.parse(checked.out)]).toEqual([
      0,
      { verified: true, releases: RELEASES, media: 2, exportedAt: expect.any(String), problems: [] },
    ]);
  });

  it('cut off, it goes on where it was; a page that was half written is written again', async () => {
    site.fails = (path) => path === '/api/releases?cursor=100';
    expect((await exported()).code).toBe(1);
    expect(lines()).toHaveLength(100);
    expect(await verified()).toMatchObject({ code: 2, err: expect.stringContaining('not finished') });
    appendFileSync(join(folder, 'releases.jsonl'), '{"uri":"urn:uuid:100","ver');
    site.fails = () => false;
    site.asked = [];
    expect((await exported()).code).toBe(0);
    expect(site.asked.filter((path) => path.startsWith('/api/releases'))).toEqual([
      '/api/releases?cursor=100',
    ]);
    expect(new Set(lines().map(({ uri }) => uri)).size).toBe(RELEASES);
    expect((await verified()).code).toBe(0);
  });

  it('names a release whose document is not to be had, and is not silent about it afterwards', async () => {
    site.fails = (path) => path === '/n/blora/r60.json';
    const { code, out } = await exported();
    expect([code, JSON.parse(out).problems]).toEqual([1, ['blora/r60: /n/blora/r60.json answers 500']]);
    expect(lines()).toHaveLength(RELEASES - 1);
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).problems).toHaveLength(1);
  });

  it('asks for one desk alone, and says at once when it is not there', async () => {
    expect((await exported('--newsroom', 'blora')).code).toBe(0);
    expect(site.asked).toContain('/api/releases?newsroom=blora');
    const { code, err } = await presswire('export', join(folder, 'x'), '--newsroom', 'nowhere');
    expect([code, err]).toEqual([1, expect.stringContaining('There is no newsroom.')]);
  });

  it('writes over nothing: not over a finished export, another one, or a file that is there', async () => {
    expect((await exported()).code).toBe(0);
    expect(await exported()).toMatchObject({ code: 2, err: expect.stringContaining('is finished') });
    rmSync(join(folder, 'manifest.json'));
    expect(await exported()).toMatchObject({ code: 2, err: expect.stringContaining('Name another folder') });
    rmSync(folder, { recursive: true });
    site.fails = (path) => path.includes('cursor=50');
    expect((await exported()).code).toBe(1);
    expect(await exported('--newsroom', 'blora')).toMatchObject({
      code: 2,
      err: expect.stringContaining('another export'),
    });
  });
});

describe('presswire verify <folder>', () => {
  it.each([
    [
      'a byte that changed',
      (text: string) => text.replace('Naskah', 'naskah'),
      /releases\.jsonl is not what was/,
    ],
    [
      'a line that was lost',
      (text: string) => text.slice(text.indexOf('\n') + 1),
      /in 119 lines, not \d+ in 120/,
    ],
    ['a line that is no release', (text: string) => `${text}{}\n`, /line 121: it is none/],
    [
      'a release that is there twice',
      (text: string) => text + text.slice(0, text.indexOf('\n') + 1),
      /twice/,
    ],
  ])('finds %s', async (_, change, said) => {
    await exported();
    const file = join(folder, 'releases.jsonl');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    const { code, out } = await verified();
    expect([code, JSON.parse(out).verified]).toEqual([1, false]);
    expect(JSON.parse(out).problems.join('\n')).toMatch(said);
  });

  it('finds a file that is missing', async () => {
    await exported();
    rmSync(join(folder, 'media.jsonl'));
    expect(JSON.parse((await verified()).out).problems).toEqual(['media.jsonl is missing']);
  });
});
