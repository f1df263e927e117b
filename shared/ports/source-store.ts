import type { Claim, KilledContent } from '#domain/release/claim.ts';
import type { Removals } from '#domain/release/removals.ts';
import type { Source } from '#domain/release/source.ts';
import type { Written } from './written.ts';

/** SOURCE, CONTENT and REMOVALS items; every read is strongly consistent. */
export type SourceStore = {
  getSource(key: string): Promise<Source | undefined>;
  /** On `rev = expectedRev`, 0 for a new one. */
  putSource(source: Source, expectedRev: number): Promise<Written>;
  getClaim(hash: string, newsroom: string): Promise<Claim | undefined>;
  putClaim(claim: Claim, expectedRev: number): Promise<Written>;
  listClaims(hash: string): Promise<Claim[]>;
  getKilled(hash: string): Promise<KilledContent | undefined>;
  /** Put if absent. */
  putKilled(killed: KilledContent): Promise<Written>;
  getRemovals(newsroom: string): Promise<Removals | undefined>;
  putRemovals(removals: Removals, expectedRev: number): Promise<Written>;
};
