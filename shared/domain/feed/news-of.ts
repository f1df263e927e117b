import { createHash } from 'node:crypto';
import type { Head } from '../release/head.ts';
import { isStillImported } from '../release/still-imported.ts';
import type { Feed } from './feed.ts';

const CHARACTERS = 22;

/**
 * What a feed shows as news, in 22 characters: everything but the entries of releases that were news elsewhere and came by
 * an import (ADR 29). Two feeds with the same one differ, if at all, by nothing that a subscriber waits for.
 */
export function newsOf(feed: Feed, heads: readonly Pick<Head, 'releaseId' | 'kind' | 'chain'>[]): string {
  const imported = new Set(heads.filter(isStillImported).map(({ releaseId }) => releaseId));
  const news = feed.entries
    .filter(({ releaseId, notice }) => notice !== undefined || !imported.has(releaseId))
    .map(({ uri, version, updatedAt, notice, newsroom }) => [uri, version, updatedAt, notice, newsroom.name]);
  const shown = [feed.title, feed.description, feed.language, news];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, CHARACTERS);
}
