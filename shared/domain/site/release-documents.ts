import { jsonKey, pageKey, versionJsonKey } from './paths.ts';
import type { ReleaseView } from './release-view.ts';
import { isReadable } from './release-view.ts';
import { renderReleaseJson } from './render-json.ts';
import { renderReleasePage } from './render-page.ts';
import { storedDocument, type StoredDocument } from './stored-document.ts';

/** The page of a release: its text, or with status 410 the notice that it was withdrawn or killed. */
export function renderPageDocument(view: ReleaseView): StoredDocument {
  return storedDocument({
    key: pageKey(view.head),
    type: 'page',
    body: renderReleasePage(view),
    ...goneUnlessReadable(view),
  });
}

/** The newest JSON of a release (ninjs 3.1), or with status 410 the notice in the same form. */
export function renderJsonDocument(view: ReleaseView): StoredDocument {
  return jsonDocument(view, jsonKey(view.head));
}

/**
 * The JSON of the version that `head` stands at: what a webhook links to. To overwrite older versions of a killed
 * release, `version` names theirs.
 */
export function renderVersionJsonDocument(view: ReleaseView, version = view.head.version): StoredDocument {
  return jsonDocument(view, versionJsonKey(view.head, version));
}

function jsonDocument(view: ReleaseView, key: string): StoredDocument {
  return storedDocument({ key, type: 'json', body: renderReleaseJson(view), ...goneUnlessReadable(view) });
}

function goneUnlessReadable(view: ReleaseView): { status?: 410 } {
  return isReadable(view.head) ? {} : { status: 410 };
}
