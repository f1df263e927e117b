import { claimSchema, killedContentSchema } from '#domain/release/claim.ts';
import { removalsSchema } from '#domain/release/removals.ts';
import { sourceSchema } from '#domain/release/source.ts';
import type { SourceStore } from '#ports/source-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { CLAIM_RANGES, claimKey, contentPk, killedKey, removalsKey, sourceKey } from './table-keys.ts';
import type { Table } from './table.ts';

/** SOURCE, CONTENT and REMOVALS items in the table. */
export function makeDynamoSourceStore({ table }: { table: Table }): SourceStore {
  return {
    getSource: (key) => table.get(sourceKey(key), sourceSchema),
    async putSource(source, expectedRev) {
      requireNextRev(source, expectedRev);
      return table.put(sourceKey(source.key), source, { rev: expectedRev });
    },
    getClaim: (hash, newsroom) => table.get(claimKey(hash, newsroom), claimSchema),
    async putClaim(claim, expectedRev) {
      requireNextRev(claim, expectedRev);
      return table.put(claimKey(claim.hash, claim.newsroom), claim, { rev: expectedRev });
    },
    async listClaims(hash) {
      const pages = await Promise.all(
        CLAIM_RANGES.map((range) => table.query({ pk: contentPk(hash), ...range }, claimSchema)),
      );
      return pages.flat();
    },
    getKilled: (hash) => table.get(killedKey(hash), killedContentSchema),
    putKilled: (killed) => table.put(killedKey(killed.hash), killed, 'absent'),
    getRemovals: (newsroom) => table.get(removalsKey(newsroom), removalsSchema),
    async putRemovals(removals, expectedRev) {
      requireNextRev(removals, expectedRev);
      return table.put(removalsKey(removals.newsroom), removals, { rev: expectedRev });
    },
  };
}
