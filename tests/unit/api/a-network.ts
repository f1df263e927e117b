import { keptReceipt } from '#domain/receipt/kept-receipt.ts';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { deliveryIdOf, eventTimeOf } from '#domain/webhook/ids.ts';
import { aHead } from '../../support/a-head.ts';
import { makeApiWorld, type ApiStores } from './api-world.ts';

const WEBHOOK = `msg_${'a'.repeat(22)}`;
const AT = '2026-03-01T08:00:00.000Z';
export const RECEIPT: Receipt = {
  key: 'incoming/blora/market.md',
  versionId: 'v1',
  uploadedAt: '2026-03-01T08:00:00Z',
  newsroom: 'blora',
  language: 'en',
  state: 'published',
  release: { id: 'blora/market', uri: 'urn:uuid:1', version: 1, headline: 'Market reopens' },
  findings: [],
};

/** A newsroom, another one, two partners with an endpoint each, a release, a delivery, and a token of each kind. */
export async function aNetwork(stores?: ApiStores) {
  const world = await makeApiWorld(stores);
  const { call, deps } = world;
  const newsroom = { name: 'Desk', host: 'desk.example.org', timezone: 'Asia/Jakarta', language: 'id' };
  for (const id of ['blora', 'cepu']) await call('PUT', `/api/newsrooms/${id}`, newsroom);
  const partner = async (id: string) => {
    const made = await call('POST', '/api/partners', { id, name: id, contactEmail: `web@${id}.example` });
    const url = `https://${id}.co.id/hook`;
    const { json } = await call('POST', `/api/partners/${id}/endpoints`, { url });
    return { token: String(made.json.token), endpointId: String(json.id) };
  };
  const author = async (subject: string) =>
    String((await call('POST', '/api/tokens', { role: 'author', subject })).json.token);
  const kabar = await partner('kabar');
  const lain = await partner('lain');
  const deliveryId = deliveryIdOf(kabar.endpointId, eventTimeOf(AT), WEBHOOK);
  await deps.holders.putDelivery({
    deliveryId,
    endpointId: kabar.endpointId,
    partnerId: 'kabar',
    webhookId: WEBHOOK,
    eventTime: eventTimeOf(AT),
    event: 'release.published',
    releaseId: 'blora/market',
    state: 'delivered',
    attempts: 1,
    lastAttemptAt: AT,
    expiresAtSeconds: 1,
  });
  await deps.releases.putHead(aHead(), 0);
  for (const feedId of ['network', 'n/blora']) {
    await deps.feeds.putPointer({ feedId, releaseId: 'blora/market', firstPublicAt: AT, rev: 1 });
  }
  await deps.newsrooms.putReceipt(keptReceipt(RECEIPT));
  const tokens = {
    kabar: kabar.token,
    lain: lain.token,
    blora: await author('blora'),
    cepu: await author('cepu'),
  };
  return { ...world, endpointId: kabar.endpointId, deliveryId, tokens };
}
