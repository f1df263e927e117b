import type * as z from 'zod/mini';
import { usage } from './cli-error.ts';

/** What ingest's stores are made from (`makeAwsStores`), for `z.pick`. */
export const OF_STORES = {
  TABLE: true,
  DROP_BUCKET: true,
  PUBLIC_BUCKET: true,
  SITE_URL: true,
  NETWORK: true,
} as const;

/** Those of ingest's settings that a command needs, by `schema`. Throws `CliError` that names what is not there. */
export function readIngestSettings<T>(
  schema: z.ZodMiniType<T>,
  settings: Readonly<Record<string, string | undefined>>,
): T {
  const read = schema.safeParse(settings);
  if (read.success) return read.data;
  const names = read.error.issues.map(({ path }) => path.map(String).join('.'));
  throw usage(
    `${names.join(', ')} is not set. They are variables of the ingest function: ` +
      'aws lambda get-function-configuration --function-name <ingest> --query Environment.Variables',
  );
}
