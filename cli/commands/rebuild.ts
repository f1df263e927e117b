import * as z from 'zod/mini';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { makeAwsStores } from '../../functions/ingest/aws-deps.ts';
import { ingestEnvSchema } from '../../functions/ingest/env.ts';
import { rebuild } from '../../functions/ingest/rebuild.ts';
import { usage } from '../cli-error.ts';
import type { Call } from '../command.ts';
import { OF_STORES, readIngestSettings } from '../ingest-settings.ts';
import { runResanitize } from './resanitize.ts';

const SETTINGS = z.pick(ingestEnvSchema, {
  ...OF_STORES,
  FEEDS_QUEUE_URL: true,
});

/** Makes table and public bucket again, with ingest's own settings; or cleans what is there. */
export async function runRebuild(call: Call): Promise<0 | 1> {
  if (call.isSet('re-sanitize')) return runResanitize(call);
  if (call.isSet('dry-run') || call.isSet('from-start')) {
    throw usage('--dry-run and --from-start go with --re-sanitize; a rebuild is always whole');
  }
  const { place, settings } = call.aws();
  const env = readIngestSettings(SETTINGS, settings);
  const table = makeTable({ client: makeDocumentClient(place), tableName: env.TABLE });
  const rebuilt = await rebuild({
    ...makeAwsStores(env, place),
    holders: makeDynamoHolderStore({ table }),
    prompts: makeSqsPrompts({ client: makeSqsClient(place), queueUrls: { feeds: env.FEEDS_QUEUE_URL } }),
    countRepair: () => {},
  });
  const { logged, releases, builds } = rebuilt;
  call.show(
    rebuilt,
    `${logged} uploads, deletions and commands told again: ${releases} releases.\n` +
      `${builds} feeds and index pages are being built. No partner is told anything.`,
  );
  return 0;
}
