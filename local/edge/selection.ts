import * as z from 'zod';

/** Which of a request's headers, query parameters or cookies count. */
export type Selection = { mode: 'none' | 'all' | 'only' | 'except'; names: readonly string[] };

export const NONE: Selection = { mode: 'none', names: [] };
export const ALL: Selection = { mode: 'all', names: [] };

const MODES: Readonly<Record<string, Selection['mode']>> = {
  none: 'none',
  all: 'all',
  allViewer: 'all',
  whitelist: 'only',
  allExcept: 'except',
};

/** A policy's `HeaderBehavior` and `Headers`, or the like of query strings and cookies. */
export function selection(behaviour: string, names: readonly string[] | undefined): Selection {
  const mode = MODES[behaviour];
  if (!mode) throw new Error(`the CloudFront behaviour ${behaviour} is not run locally`);
  return { mode, names: names ?? [] };
}

/** Those of the names that are selected. Names are compared without regard to case. */
export function select<Value>(
  entries: readonly [string, Value][],
  { mode, names }: Selection,
): [string, Value][] {
  if (mode === 'all') return [...entries];
  if (mode === 'none') return [];
  const listed = new Set(names.map((name) => name.toLowerCase()));
  return entries.filter(([name]) => listed.has(name.toLowerCase()) === (mode === 'only'));
}

export const namesSchema = z.array(z.string()).optional();
