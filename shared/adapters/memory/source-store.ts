import type { Claim, KilledContent } from '#domain/release/claim.ts';
import type { Source } from '#domain/release/source.ts';
import type { SourceStore } from '#ports/source-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { ifAbsent, makeMemoryTable, onRev } from './memory-table.ts';

const TAKEN = 'TAKEN';
const KILLED = 'KILLED';

/** Sources, claims and killed content in memory. */
export function makeMemorySourceStore(): SourceStore {
  const sources = makeMemoryTable<Source>();
  const claims = makeMemoryTable<Claim>();
  const killed = makeMemoryTable<KilledContent>();

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
  };
}
