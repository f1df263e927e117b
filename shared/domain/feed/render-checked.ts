import { failure, success, type Result } from '../result.ts';
import type { FeedFormat } from '../site/paths.ts';
import type { Feed } from './feed.ts';
import { checkDocument } from './gate.ts';
import { RENDERERS } from './render.ts';

/** A feed's document in one format, read back by the gate; or what is wrong with it. */
export function renderChecked(format: FeedFormat, feed: Feed): Result<string, string> {
  try {
    const document = RENDERERS[format](feed);
    const passed = checkDocument(format, document, feed);
    return passed.ok ? success(document) : failure(passed.problem);
  } catch (error) {
    return failure(`${format}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
