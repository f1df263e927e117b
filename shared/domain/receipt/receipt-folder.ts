import { createHash } from 'node:crypto';
import { parseDropKey } from '../formats/key.ts';

/** S3 allows keys of 1,024 bytes; a receipt adds its prefix, a version and its own ending. */
const MAX_KEY_BYTES = 900;
const HASH_LENGTH = 32;

/** No newsroom's id begins so: what is checked never stands in the place of what was uploaded under the same path. */
const CHECKED = 'receipts/_check/';

/**
 * Where the receipts of an upload lie (DESIGN §5): its key below `receipts/`, that of one to be checked below
 * `receipts/_check/`; for a key that is too long to be added to, a hash of it in its newsroom's folder.
 */
export function receiptFolder(key: string): string {
  if (new TextEncoder().encode(key).length <= MAX_KEY_BYTES) {
    return key.startsWith('check/') ? key.replace('check/', CHECKED) : key.replace(/^[^/]*\//, 'receipts/');
  }
  const place = parseDropKey(key);
  const newsroom = 'newsroom' in place ? place.newsroom : undefined;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, HASH_LENGTH);
  return `${key.startsWith('check/') ? CHECKED : 'receipts/'}${newsroom ?? 'unknown'}/${hash}`;
}
