import type { Content } from './content.ts';
import type { ChangeKind, Head, ReleaseState, VersionMark } from './head.ts';
import { keepsNote } from './standing-note.ts';
import { compareInstants, laterInstant, plusSeconds } from './instant.ts';

/** How many links of the chain LATEST carries; older ones are read from VERSION items. */
const CHAIN_LENGTH = 20;

/** What a new version changes of its head, beside the links that follow from it. */
export type HeadChange = {
  version: number;
  state: ReleaseState;
  kind: ChangeKind;
  /** When the change happened: LastModified of its upload or command, or the time that came. */
  at: string;
  note?: string;
};

/**
 * The head after a new version. `updatedAt` always moves by at least a second, since readers tell versions of one
 * entry apart by it (RFC 4287 §4.1.1) and S3's LastModified is one second fine.
 */
export function headWithVersion(head: Head, change: HeadChange): Head {
  const { note: previous, removal, noticeEndedAt: _ended, ...rest } = head;
  // What time brings takes no deletion back.
  const waits = change.kind === 'lift' || change.kind === 'expiry' ? removal : undefined;
  const updatedAt = head.version === 0 ? change.at : laterInstant(change.at, plusSeconds(head.updatedAt, 1));
  const note = change.note ?? (keepsNote(change.kind) ? previous : undefined);
  const mark: VersionMark = {
    version: change.version,
    prev: head.version,
    kind: change.kind,
    state: change.state,
    at: updatedAt,
  };
  return {
    ...rest,
    rev: head.rev + 1,
    version: change.version,
    prev: head.version,
    state: change.state,
    kind: change.kind,
    ...(note === undefined ? {} : { note }),
    ...(waits === undefined ? {} : { removal: waits }),
    chain: [...head.chain, mark].slice(-CHAIN_LENGTH),
    updatedAt,
  };
}

/** What the head repeats of the content, for feeds, filters and lists. */
export function withContent(
  head: Head,
  content: Content,
  facts: { hash: string; textHash: string; feeds: readonly string[]; contentVersion: number },
): Head {
  const { summary: _summary, datedAt: _datedAt, picture: _picture, ...rest } = head;
  return {
    ...rest,
    contentVersion: facts.contentVersion,
    hash: facts.hash,
    textHash: facts.textHash,
    headline: content.headline,
    ...(content.summary === undefined ? {} : { summary: content.summary }),
    ...(content.picture?.file === undefined ? {} : { picture: content.picture.file.key }),
    language: content.language,
    authors: content.authors,
    categories: content.categories,
    ...(content.datedAt === undefined ? {} : { datedAt: content.datedAt }),
    feeds: [...facts.feeds],
    feedsEver: [...new Set([...head.feedsEver, ...facts.feeds])],
  };
}

/**
 * The head after something was folded from a key: what it was, and whether the key speaks for the release. A key that
 * does takes back a removal that waits.
 */
export function withSource(
  head: Head,
  source: { key: string; versionId: string; at: string; live: boolean; upload: boolean },
): Head {
  const { key, versionId, at, live } = source;
  const uploadedAt = source.upload && compareInstants(at, head.uploadedAt) > 0 ? at : head.uploadedAt;
  const { removal, ...rest } = head;
  const stands = removal === undefined || live ? {} : { removal };
  return { ...rest, ...stands, uploadedAt, sources: { ...head.sources, [key]: { versionId, at, live } } };
}
