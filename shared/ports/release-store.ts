import type { Head } from '#domain/release/head.ts';
import type { Version } from '#domain/release/version.ts';
import type { Written } from './written.ts';

/** LATEST and VERSION items; every read is strongly consistent. */
export type ReleaseStore = {
  getHead(releaseId: string): Promise<Head | undefined>;
  /** The heads that exist, in no order; for builders. */
  getHeads(releaseIds: readonly string[]): Promise<Head[]>;
  /** Writes on `rev = expectedRev`; 0 means that no head may exist yet. `head.rev` is `expectedRev + 1`. */
  putHead(head: Head, expectedRev: number): Promise<Written>;
  getVersion(releaseId: string, version: number): Promise<Version | undefined>;
  getVersions(wanted: readonly { releaseId: string; version: number }[]): Promise<Version[]>;
  /** Put if absent. */
  putVersion(version: Version): Promise<Written>;
};
