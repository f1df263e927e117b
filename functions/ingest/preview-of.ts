import type { ReleaseDecision } from '#domain/release/decide.ts';
import type { Head } from '#domain/release/head.ts';
import type { ReleaseView } from '#domain/site/release-view.ts';
import type { DraftToFold, Gathered } from './gather-upload.ts';
import { contentOf, headToBe } from './fold-version.ts';
import type { IngestDeps } from './ingest-deps.ts';

/** What readers see of an upload, or would see if it were published: its own words, on the page of its release. */
export function previewOf(
  deps: Pick<IngestDeps, 'network' | 'siteUrl'>,
  work: DraftToFold,
  gathered: Gathered,
): ReleaseView {
  const head = asPublic(headOf(deps.network, work, gathered));
  const { newsroom } = work;
  return { head, content: contentOf(work.draft), newsroom, history: [], siteUrl: deps.siteUrl, feeds: [] };
}

function headOf(network: string, work: DraftToFold, gathered: Gathered): Head {
  const { decision, head } = gathered;
  const stands = decision.kind === 'already-folded' || decision.kind === 'unchanged';
  if (stands && head !== undefined) return head;
  const version = decision.kind === 'version' ? decision : asIfPublished(work);
  return headToBe(network, { work, ...gathered, decision: version });
}

/** What was kept from being published is shown as it would have been. */
function asIfPublished({ draft, upload }: DraftToFold): Extract<ReleaseDecision, { kind: 'version' }> {
  return {
    kind: 'version',
    state: 'published',
    changeKind: draft.change.kind,
    firstPublicAt: upload.version.at,
  };
}

/** The page as it will be when its time has come. */
function asPublic(head: Head): Head {
  const firstPublicAt = head.firstPublicAt ?? head.publishAt ?? head.embargoedUntil ?? head.updatedAt;
  return { ...head, firstPublicAt };
}
