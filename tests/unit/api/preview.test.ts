import { describe, expect, it } from 'vitest';
import { aNetwork } from './a-network.ts';
import { OPERATOR } from './api-world.ts';

const KEY = 'incoming/blora/market.md';
const PAGE = '<!doctype html><h1>Published</h1>';

async function withPages() {
  const network = await aNetwork();
  const put = (key: string, body: string) =>
    network.deps.drop.put(key, { body, contentType: 'text/html' }, 'always');
  await put('receipts/blora/market.md.html', PAGE);
  await put('receipts/blora/market.md/v1.html', `${PAGE} v1`);
  await put('receipts/_check/blora/market.md.html', `${PAGE} checked`);
  const ask = async (query: Record<string, string>, token = OPERATOR) => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await network.api.request(`/api/uploads/preview?${String(new URLSearchParams(query))}`, {
      headers,
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { ...network, ask };
}

describe('the preview of an upload', () => {
  it('is the newest, or that of a version, or of what was only checked', async () => {
    const { ask } = await withPages();
    expect((await ask({ key: KEY })).text).toBe(PAGE);
    expect((await ask({ key: KEY, versionId: 'v1' })).text).toBe(`${PAGE} v1`);
    expect((await ask({ key: KEY.replace('incoming', 'check') })).text).toBe(`${PAGE} checked`);
  });

  it('runs nothing, loads nothing, is framed by nobody and is not kept', async () => {
    const { ask } = await withPages();
    const { headers } = await ask({ key: KEY });
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'none'", "frame-ancestors 'none'", 'sandbox', "base-uri 'none'"]) {
      expect(policy.split('; ')).toContain(rule);
    }
    expect(policy).not.toMatch(/script-src|unsafe|allow-/);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it("is its newsroom's author's and the operator's; to others it looks as if it were not there", async () => {
    const { ask, tokens } = await withPages();
    expect((await ask({ key: KEY }, tokens.blora)).status).toBe(200);
    const nowhere = await ask({ key: 'incoming/blora/none.md' });
    for (const token of [tokens.cepu, tokens.kabar]) {
      expect((await ask({ key: KEY }, token)).status).toBe(404);
    }
    expect(await ask({ key: KEY }, tokens.cepu)).toMatchObject({ status: 404, text: nowhere.text });
  });

  it.each([
    'receipts/blora/market.md',
    'commands/x',
    'incoming/../blora/market.md',
    'converted/x',
    'incoming/blora/',
    'x',
  ])('is not given for %s', async (key) => {
    const { ask } = await withPages();
    expect((await ask({ key })).status).toBe(404);
  });

  it.each(['../v1', 'a/b', '', '%2e'])('is not given for the version %j', async (versionId) => {
    const { ask } = await withPages();
    expect((await ask({ key: KEY, versionId })).status).toBe(422);
  });
});
