import type { Endpoint, EndpointHealth } from '#domain/partner/endpoint.ts';
import type { FormerEndpoint } from '#domain/partner/former-endpoint.ts';
import type { Partner } from '#domain/partner/partner.ts';
import type { Token } from '#domain/partner/token.ts';
import { ENDPOINT_SHARDS, type PartnerStore } from '#ports/partner-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { shardOf } from '../shard-of.ts';
import { makeMemoryTable, onRev } from './memory-table.ts';

const ALL = 'ALL';

/** Partners, endpoints and tokens in memory. */
export function makeMemoryPartnerStore(): PartnerStore {
  const partners = makeMemoryTable<Partner>();
  const endpoints = makeMemoryTable<Endpoint>();
  const healths = makeMemoryTable<EndpointHealth>();
  const former = makeMemoryTable<FormerEndpoint>();
  const tokens = makeMemoryTable<Token>();
  const shelf = (endpointId: string): string => String(shardOf(endpointId, ENDPOINT_SHARDS));

  return {
    getPartner: async (partnerId) => partners.get(ALL, partnerId),
    listPartners: async () => partners.query(ALL),
    async putPartner(partner, expectedRev) {
      requireNextRev(partner, expectedRev);
      return partners.put(ALL, partner.partnerId, partner, onRev(expectedRev));
    },
    async removePartner(partnerId) {
      partners.remove(ALL, partnerId);
    },
    getEndpoint: async (endpointId) => endpoints.get(shelf(endpointId), endpointId),
    listEndpoints: async (shard) => endpoints.query(String(shard)),
    async putEndpoint(endpoint, expectedRev) {
      requireNextRev(endpoint, expectedRev);
      return endpoints.put(shelf(endpoint.endpointId), endpoint.endpointId, endpoint, onRev(expectedRev));
    },
    async removeEndpoint(endpointId) {
      endpoints.remove(shelf(endpointId), endpointId);
    },
    async putFormerEndpoint(one) {
      former.put(ALL, one.endpointId, one);
    },
    getFormerEndpoint: async (endpointId) => former.get(ALL, endpointId),
    getHealth: async (endpointId) => healths.get(endpointId, 'STATE'),
    async putHealth(health, expectedRev) {
      requireNextRev(health, expectedRev);
      return healths.put(health.endpointId, 'STATE', health, onRev(expectedRev));
    },
    getToken: async (tokenHash) => tokens.get(ALL, tokenHash),
    async putToken(token) {
      tokens.put(ALL, token.tokenHash, token);
    },
    listTokens: async () => tokens.query(ALL),
    async removeToken(tokenHash) {
      tokens.remove(ALL, tokenHash);
    },
  };
}
