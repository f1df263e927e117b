import type { Claim, KilledContent } from '#domain/release/claim.ts';
import type { Removals } from '#domain/release/removals.ts';
import type { Source } from '#domain/release/source.ts';
import type { SourceStore } from '#ports/source-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { ifAbsent, makeMemoryTable, onRev } from './memory-table.ts';

const TAKEN = 'TAKEN';
const KILLED = 'KILLED';
const REMOVALS = 'REMOVALS';

/** Sources, claims, killed content and removals in memory. */
export function makeMemorySourceStore(): SourceStore {
  const sources = makeMemoryTable<Source>();
  const claims = makeMemoryTable<Claim>();
  const killed = makeMemoryTable<KilledContent>();
  const removals = makeMemoryTable<Removals>();

  return {
    getSource: async (key) => sources.get(key, TAKEN),
    async putSource(source, expectedRev) {
      requireNextRev(source, expectedRev);
      return sources.put(source.key, TAKEN, source, onRev(expectedRev));
    },
    getClaim: async (hash, newsroom) => claims.get(hash, newsroom),
    async putClaim(claim, expectedRev) {
      requireNextRev(claim, expectedRev);
      return claims.put(claim.hash, claim.newsroom, claim, onRev(expectedRev));
    },
    listClaims: async (hash) => claims.query(hash),
    getKilled: async (hash) => killed.get(hash, KILLED),
    putKilled: async (content) => killed.put(content.hash, KILLED, content, ifAbsent),
    getRemovals: async (newsroom) => removals.get(newsroom, REMOVALS),
    async putRemovals(item, expectedRev) {
      requireNextRev(item, expectedRev);
      return removals.put(item.newsroom, REMOVALS, item, onRev(expectedRev));
    },
  };
}
