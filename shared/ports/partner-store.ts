import type { Endpoint, EndpointHealth } from '#domain/partner/endpoint.ts';
import type { FormerEndpoint } from '#domain/partner/former-endpoint.ts';
import type { Partner } from '#domain/partner/partner.ts';
import type { Token } from '#domain/partner/token.ts';
import type { Written } from './written.ts';

/** The number of shards that endpoints are spread over, by the id alone. */
export const ENDPOINT_SHARDS = 16;

/** Partners, endpoints, tokens; every read is strongly consistent. */
export type PartnerStore = {
  getPartner(partnerId: string): Promise<Partner | undefined>;
  listPartners(): Promise<Partner[]>;
  putPartner(partner: Partner, expectedRev: number): Promise<Written>;
  removePartner(partnerId: string): Promise<void>;
  getEndpoint(endpointId: string): Promise<Endpoint | undefined>;
  listEndpoints(shard: number): Promise<Endpoint[]>;
  putEndpoint(endpoint: Endpoint, expectedRev: number): Promise<Written>;
  removeEndpoint(endpointId: string): Promise<void>;
  /** Replaces what was put before. */
  putFormerEndpoint(former: FormerEndpoint): Promise<void>;
  getFormerEndpoint(endpointId: string): Promise<FormerEndpoint | undefined>;
  getHealth(endpointId: string): Promise<EndpointHealth | undefined>;
  putHealth(health: EndpointHealth, expectedRev: number): Promise<Written>;
  getToken(tokenHash: string): Promise<Token | undefined>;
  putToken(token: Token): Promise<void>;
  listTokens(): Promise<Token[]>;
  removeToken(tokenHash: string): Promise<void>;
};
