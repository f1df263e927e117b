import type { Head } from '../release/head.ts';
import { pageKey, urlOf } from './paths.ts';
import { publishedAtOf } from './release-view.ts';

/** How often a build is noted: as often as the clock asks for one when nothing happens. */
const STEP_MS = 300_000;

/**
 * When the newest release came and when the site was last built, so that quiet is not taken for broken: builds go on
 * every five minutes. `builtAtMs` is when the build was asked for.
 */
export function renderStatus(facts: {
  siteUrl: string;
  newest: Head | undefined;
  builtAtMs: number;
}): string {
  const { siteUrl, newest, builtAtMs } = facts;
  const status = {
    newestBuild: new Date(Math.floor(builtAtMs / STEP_MS) * STEP_MS).toISOString(),
    buildEverySeconds: STEP_MS / 1000,
    newestRelease:
      newest === undefined
        ? null
        : {
            uri: newest.uri,
            url: urlOf(siteUrl, pageKey(newest)),
            publishedAt: publishedAtOf(newest),
            firstPublicAt: newest.firstPublicAt,
          },
  };
  return `${JSON.stringify(status, null, 2)}\n`;
}
