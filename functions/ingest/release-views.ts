import { headAt } from '#domain/release/head-at.ts';
import type { Head } from '#domain/release/head.ts';
import { newsroomWithoutConfig } from '#domain/release/newsroom-without-config.ts';
import { withCleanBody } from '#domain/release/resanitized.ts';
import { isNoted } from '#domain/release/standing-note.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import type { Version } from '#domain/release/version.ts';
import { isReadable, type HistoryMark, type ReleaseView } from '#domain/site/release-view.ts';
import type { IngestDeps } from './ingest-deps.ts';

type Deps = Pick<IngestDeps, 'releases' | 'newsrooms' | 'siteUrl'>;

/**
 * Gathers what the documents of one release are rendered from. VERSION items are immutable, so each is read once
 * however often LATEST is looked at again; the newsroom too.
 */
export function makeReleaseViews(deps: Deps): (head: Head) => Promise<ReleaseView> {
  const versions = new Map<number, Version>();
  let newsroom: Newsroom | undefined;
  return async (head) => {
    newsroom ??= (await deps.newsrooms.getNewsroom(head.newsroom)) ?? newsroomWithoutConfig(head);
    const marks = head.chain.filter(({ state }) => state !== 'scheduled' && state !== 'embargoed');
    const wanted = new Set(marks.filter(({ kind }) => isNoted(kind)).map(({ version }) => version));
    if (isReadable(head)) wanted.add(head.contentVersion);
    const missing = [...wanted].filter((version) => !versions.has(version));
    const { releaseId } = head;
    const read = await deps.releases.getVersions(missing.map((version) => ({ releaseId, version })));
    for (const version of read) versions.set(version.version, version);
    return {
      head,
      content: versions.get(head.contentVersion)?.content,
      newsroom,
      history: marks.map((mark) => historyMark(mark, versions.get(mark.version)?.note)),
      siteUrl: deps.siteUrl,
      feeds: head.feeds,
    };
  };
}

/** What the documents of one earlier version are rendered from; undefined where its VERSION is not to be had. */
export async function viewOfVersion(
  deps: Deps,
  head: Head,
  mark: Head['chain'][number],
): Promise<ReleaseView | undefined> {
  const { releaseId } = head;
  const said = await deps.releases.getVersion(releaseId, mark.version);
  const source =
    said === undefined || said.content !== undefined
      ? said
      : await deps.releases.getVersion(releaseId, said.contentVersion);
  if (said === undefined || source?.content === undefined) return undefined;
  // A text of long ago was let through by the sanitizer of its day.
  const content = withCleanBody(source.content);
  const newsroom = (await deps.newsrooms.getNewsroom(head.newsroom)) ?? newsroomWithoutConfig(head);
  const then = headAt(head, mark, said, { ...source, content });
  return { head: then, content, newsroom, history: [], siteUrl: deps.siteUrl, feeds: head.feeds };
}

function historyMark({ version, kind, at }: Head['chain'][number], note: string | undefined): HistoryMark {
  return { version, kind, at, ...(note === undefined ? {} : { note }) };
}
