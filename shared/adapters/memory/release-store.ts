import type { Head } from '#domain/release/head.ts';
import type { Version } from '#domain/release/version.ts';
import type { ReleaseStore } from '#ports/release-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { ifAbsent, makeMemoryTable, onRev } from './memory-table.ts';

const LATEST = 'LATEST';

/** Releases in memory. */
export function makeMemoryReleaseStore(): ReleaseStore {
  const heads = makeMemoryTable<Head>();
  const versions = makeMemoryTable<Version>();
  const versionOf = (releaseId: string, version: number): Version | undefined =>
    versions.get(releaseId, String(version));

  return {
    getHead: async (releaseId) => heads.get(releaseId, LATEST),
    getHeads: async (releaseIds) =>
      [...new Set(releaseIds)].flatMap((releaseId) => heads.get(releaseId, LATEST) ?? []),
    async putHead(head, expectedRev) {
      requireNextRev(head, expectedRev);
      return heads.put(head.releaseId, LATEST, head, onRev(expectedRev));
    },
    getVersion: async (releaseId, version) => versionOf(releaseId, version),
    async getVersions(wanted) {
      const distinct = new Map(wanted.map((one) => [`${one.releaseId}#${one.version}`, one]));
      return [...distinct.values()].flatMap((one) => versionOf(one.releaseId, one.version) ?? []);
    },
    putVersion: async (version) =>
      versions.put(version.releaseId, String(version.version), version, ifAbsent),
  };
}
