import { describe, expect, it } from 'vitest';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { renderReceiptJson } from '#domain/receipt/render-receipt.ts';
import { tokenHashOf } from '../../../functions/api/access.ts';
import { aNetwork, RECEIPT } from './a-network.ts';
import { OPERATOR } from './api-world.ts';

const KEY = 'incoming/blora/market.md';
const ASKED = { key: KEY, versionId: 'v1' };

/** A network with an upload under review. */
async function underReview() {
  const network = await aNetwork();
  const { deps } = network;
  const uploadedAt = new Date(Math.floor(deps.clock.now() / 1000) * 1000).toISOString();
  const receipt: Receipt = { ...RECEIPT, uploadedAt, state: 'held', findings: [{ code: 'E_REVIEW' }] };
  const put = (key: string, body: string, metadata = {}) =>
    deps.drop.put(key, { body, contentType: 'text/plain', metadata }, 'always');
  await put(KEY, '# Market');
  await put('receipts/blora/market.md/v1.json', renderReceiptJson(receipt));
  await put('receipts/blora/market.md/v0.json', renderReceiptJson({ ...RECEIPT, versionId: 'v0' }));
  const approve = (token = OPERATOR, body: object = ASKED) =>
    network.call('POST', '/api/uploads/approve', body, token);
  const commands = () => deps.drop.list('commands/', { limit: 10 });
  return { ...network, put, approve, commands };
}

describe('an approval', () => {
  it('is an object of the log with who approved what, and an audit item', async () => {
    const { approve, commands, deps } = await underReview();
    const { status, json } = await approve();
    expect(status).toBe(202);
    expect(await commands()).toEqual([json.command]);
    expect(json.command).toMatch(/^commands\/approve\//);
    const stored = await deps.drop.get(json.command);
    expect(JSON.parse(new TextDecoder().decode(stored?.body))).toMatchObject({
      command: 'approve',
      ...ASKED,
    });
    const day = new Date(deps.clock.now()).toISOString().slice(0, 10);
    const audit = (await deps.audit.list(day, { limit: 100 })).find(
      ({ action }) => action === 'upload.approve',
    );
    expect(audit).toMatchObject({ subject: KEY, detail: { versionId: 'v1' } });
  });

  it("is another author's of the newsroom, where the uploader is not known too", async () => {
    const { approve, tokens } = await underReview();
    expect((await approve(tokens.blora)).status).toBe(202);
  });

  it('is nobody’s who uploaded the file', async () => {
    const { approve, commands, tokens, put } = await underReview();
    await put(KEY, '# Market', { 'uploaded-by': tokenHashOf(tokens.blora).slice(0, 12) });
    const own = await approve(tokens.blora);
    expect([own.status, own.json.detail]).toEqual([
      409,
      expect.stringContaining('You uploaded this file yourself'),
    ]);
    expect(await commands()).toEqual([]);
    expect((await approve(OPERATOR)).status).toBe(202);
  });

  it("is not another newsroom's or a partner's to give: nothing there, for all they learn", async () => {
    const { approve, commands, tokens } = await underReview();
    for (const token of [tokens.cepu, tokens.kabar]) expect((await approve(token)).status).toBe(404);
    expect((await approve(OPERATOR, { key: 'check/blora/market.md', versionId: 'v1' })).status).toBe(404);
    expect((await approve(OPERATOR, { key: KEY, versionId: 'none' })).status).toBe(404);
    expect(await commands()).toEqual([]);
  });

  it('is refused for what does not wait, saying what became of it', async () => {
    const { approve } = await underReview();
    const { status, json } = await approve(OPERATOR, { key: KEY, versionId: 'v0' });
    expect([status, json.detail]).toEqual([409, expect.stringContaining('its receipt says "published"')]);
  });

  it('is refused for what is no longer the newest', async () => {
    const { approve, put } = await underReview();
    await put(
      'receipts/blora/market.md/v1.json',
      renderReceiptJson({
        ...RECEIPT,
        uploadedAt: '2025-01-01T00:00:00Z',
        state: 'held',
        findings: [{ code: 'E_REVIEW' }],
      }),
    );
    const { status, json } = await approve();
    expect([status, json.detail]).toEqual([409, expect.stringContaining('no longer the newest')]);
  });
});
