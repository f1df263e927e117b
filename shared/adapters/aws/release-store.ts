import { headSchema } from '#domain/release/head.ts';
import { versionSchema } from '#domain/release/version.ts';
import type { ReleaseStore } from '#ports/release-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { latestKey, versionKey } from './table-keys.ts';
import type { Table } from './table.ts';

/** LATEST and VERSION items in the table. */
export function makeDynamoReleaseStore({ table }: { table: Table }): ReleaseStore {
  return {
    getHead: (releaseId) => table.get(latestKey(releaseId), headSchema),
    getHeads: (releaseIds) => table.batchGet(releaseIds.map(latestKey), headSchema),
    async putHead(head, expectedRev) {
      requireNextRev(head, expectedRev);
      return table.put(latestKey(head.releaseId), head, { rev: expectedRev });
    },
    getVersion: (releaseId, version) => table.get(versionKey(releaseId, version), versionSchema),
    getVersions: (wanted) =>
      table.batchGet(
        wanted.map(({ releaseId, version }) => versionKey(releaseId, version)),
        versionSchema,
      ),
    putVersion: (version) => table.put(versionKey(version.releaseId, version.version), version, 'absent'),
  };
}
