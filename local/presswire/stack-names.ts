/** Where authors' files belong in the drop bucket. */
export const INCOMING = 'incoming/';

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
