import type { ApiContext } from './access.ts';

/** The object metadata that a form of the API signs: whose token it was made for. */
export const UPLOADED_BY = 'uploaded-by';

/** What tells one token from another, and is none itself. */
export function uploaderOf(context: ApiContext): string {
  return context.get('token').tokenHash.slice(0, 12);
}
