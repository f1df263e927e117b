import type { Content } from './content.ts';
import type { Head, VersionMark } from './head.ts';
import type { Version } from './version.ts';

/**
 * The head as it stood at a version, for the documents of that version: `said` is its VERSION, `source` the
 * one that brought its content. Its note is its own, not one that still stood. What only LATEST keeps (sources, feeds)
 * is LATEST's.
 */
export function headAt(
  head: Head,
  mark: VersionMark,
  said: Version,
  source: Version & { content: Content },
): Head {
  const {
    note: _note,
    expires: _expires,
    summary: _summary,
    datedAt: _datedAt,
    picture: _picture,
    ...rest
  } = head;
  const { content, expires } = source;
  return {
    ...rest,
    version: mark.version,
    prev: mark.prev,
    kind: mark.kind,
    state: mark.state,
    chain: head.chain.filter(({ version }) => version <= mark.version),
    updatedAt: mark.at,
    contentVersion: source.version,
    hash: said.hash,
    textHash: said.textHash,
    headline: content.headline,
    language: content.language,
    authors: content.authors,
    categories: content.categories,
    ...(said.note === undefined ? {} : { note: said.note }),
    ...(expires === undefined ? {} : { expires }),
    ...(content.picture?.file === undefined ? {} : { picture: content.picture.file.key }),
    ...(content.summary === undefined ? {} : { summary: content.summary }),
    ...(content.datedAt === undefined ? {} : { datedAt: content.datedAt }),
  };
}
