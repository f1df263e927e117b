import type { LambdaFunction } from '../lambda/lambda-function.ts';

/** Settings of the function that takes uploads in, which the commands of `cli/` work with. */
const NAMES = [
  'TABLE',
  'DROP_BUCKET',
  'PUBLIC_BUCKET',
  'SITE_URL',
  'NETWORK',
  'UPLOADS_QUEUE_URL',
  'CONVERSIONS_QUEUE_URL',
  'CHANGES_QUEUE_URL',
  'FEEDS_QUEUE_URL',
] as const;

/** Where the running stack is, in the names that its functions know it by. */
export function stackEnvironment(functions: ReadonlyMap<string, LambdaFunction>): Record<string, string> {
  const ingest = [...functions.values()].find(({ spec }) => NAMES.every((name) => spec.environment[name]));
  return Object.fromEntries(NAMES.map((name) => [name, ingest?.spec.environment[name] ?? '']));
}
