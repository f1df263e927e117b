/**
 * Where a file of the drop folder belongs in the drop bucket: `<newsroom>/<path>` is published,
 * `check/<newsroom>/<path>` only checked. A file that lies in `check/` itself is of a newsroom of that name.
 */
export function dropKeyOf(path: string): string {
  return /^check\/[^/]+\/./.test(path) ? path : `incoming/${path}`;
}

/** Names of the stack's outputs. */
export const OUTPUTS = {
  dropBucket: 'DropBucket',
  publicBucket: 'PublicBucket',
  table: 'TableName',
} as const;

/** What the CDK app is synthesised with. `publicOnly`: partners' endpoints must be https on public addresses. */
export const appEnvironment = (publicOnly: boolean): Record<string, string> => ({
  PRESSWIRE_STAGE: 'local',
  PRESSWIRE_PUBLIC_ONLY: publicOnly ? '1' : '',
});
