import { endpointHealthSchema, endpointSchema } from '#domain/partner/endpoint.ts';
import { formerEndpointSchema } from '#domain/partner/former-endpoint.ts';
import { partnerSchema } from '#domain/partner/partner.ts';
import { tokenSchema } from '#domain/partner/token.ts';
import type { PartnerStore } from '#ports/partner-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { makeRegister } from './register.ts';
import { endpointKey, endpointsPk, formerKey, healthKey, partnerKey, tokenKey } from './table-keys.ts';
import type { Table } from './table.ts';

/** PARTNER, ENDPOINT and TOKEN items in the table. */
export function makeDynamoPartnerStore({ table }: { table: Table }): PartnerStore {
  const partners = makeRegister(table, 'PARTNERS', partnerKey, partnerSchema);
  const tokens = makeRegister(table, 'TOKENS', tokenKey, tokenSchema);

  return {
    getPartner: (partnerId) => table.get(partnerKey(partnerId), partnerSchema),
    listPartners: async () => (await partners.list()).sort((a, b) => (a.partnerId < b.partnerId ? -1 : 1)),
    async putPartner(partner, expectedRev) {
      requireNextRev(partner, expectedRev);
      if (expectedRev === 0) await partners.add(partner.partnerId);
      return table.put(partnerKey(partner.partnerId), partner, { rev: expectedRev });
    },
    removePartner: (partnerId) => partners.remove(partnerId),
    getEndpoint: (endpointId) => table.get(endpointKey(endpointId), endpointSchema),
    listEndpoints: (shard) => table.query({ pk: endpointsPk(shard) }, endpointSchema),
    async putEndpoint(endpoint, expectedRev) {
      requireNextRev(endpoint, expectedRev);
      return table.put(endpointKey(endpoint.endpointId), endpoint, { rev: expectedRev });
    },
    async removeEndpoint(endpointId) {
      await table.remove(endpointKey(endpointId));
    },
    putFormerEndpoint: async (former) => void (await table.put(formerKey(former.endpointId), former)),
    getFormerEndpoint: (endpointId) => table.get(formerKey(endpointId), formerEndpointSchema),
    getHealth: (endpointId) => table.get(healthKey(endpointId), endpointHealthSchema),
    async putHealth(health, expectedRev) {
      requireNextRev(health, expectedRev);
      return table.put(healthKey(health.endpointId), health, { rev: expectedRev });
    },
    getToken: (tokenHash) => table.get(tokenKey(tokenHash), tokenSchema),
    async putToken(token) {
      await tokens.add(token.tokenHash);
      await table.put(tokenKey(token.tokenHash), token);
    },
    listTokens: async () => (await tokens.list()).sort((a, b) => (a.tokenHash < b.tokenHash ? -1 : 1)),
    removeToken: (tokenHash) => tokens.remove(tokenHash),
  };
}
