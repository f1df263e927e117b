import type { EndpointFilter } from '../partner/endpoint.ts';
import type { Head } from '../release/head.ts';

type Filtered = Pick<Head, 'newsroom' | 'categories' | 'language' | 'authors'>;

/**
 * Whether a release is of interest: every part of the filter that is there must name at least one of the release's
 * values. No filter, or an empty list, lets everything through. Letters' case does not matter.
 */
export function matches(head: Filtered, filter: EndpointFilter | undefined): boolean {
  return (
    filter === undefined ||
    (names(filter.newsrooms, [head.newsroom]) &&
      names(filter.categories, head.categories) &&
      names(filter.languages, [head.language]) &&
      names(filter.authors, head.authors))
  );
}

function names(wanted: readonly string[] | undefined, values: readonly string[]): boolean {
  if (wanted === undefined || wanted.length === 0) return true;
  const lower = new Set(wanted.map((value) => value.toLowerCase()));
  return values.some((value) => lower.has(value.toLowerCase()));
}
