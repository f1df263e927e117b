import * as z from 'zod/mini';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseIndex } from '#adapters/aws/release-index.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { makeAwsStores } from '../../functions/ingest/aws-deps.ts';
import { ingestEnvSchema } from '../../functions/ingest/env.ts';
import { rebuild } from '../../functions/ingest/rebuild.ts';
import { failed, usage } from '../cli-error.ts';
import type { Call } from '../command.ts';
import { OF_STORES, readIngestSettings } from '../ingest-settings.ts';
import { plainText } from '../plain-text.ts';
import { emptyTable } from '../rebuild/empty-table.ts';
import { runResanitize } from './resanitize.ts';

const SETTINGS = z.pick(ingestEnvSchema, {
  ...OF_STORES,
  FEEDS_QUEUE_URL: true,
});

/** A screen of them; `--json` has all. */
const MOST_KEYS_SHOWN = 20;

/** Makes table and public bucket again, with ingest's own settings; or cleans what is there. */
export async function runRebuild(call: Call): Promise<0 | 1> {
  if (call.isSet('re-sanitize')) {
    if (call.isSet('empty')) throw usage('--empty goes without --re-sanitize, which needs what is there');
    return runResanitize(call);
  }
  if (call.isSet('dry-run') || call.isSet('from-start')) {
    throw usage('--dry-run and --from-start go with --re-sanitize; a rebuild is always whole');
  }
  const { place, settings } = call.aws();
  const env = readIngestSettings(SETTINGS, settings);
  const client = makeDocumentClient(place);
  const removed = call.isSet('empty') ? await emptyTable(client, env.TABLE) : 0;
  const rebuilt = await rebuild({
    ...makeAwsStores(env, place),
    holders: makeDynamoHolderStore({ table: makeTable({ client, tableName: env.TABLE }) }),
    index: makeDynamoReleaseIndex({ client, tableName: env.TABLE }),
    prompts: makeSqsPrompts({ client: makeSqsClient(place), queueUrls: { feeds: env.FEEDS_QUEUE_URL } }),
    countRepair: () => {},
  });
  if (rebuilt.kind === 'not-empty') {
    throw failed(
      `The table knows ${rebuilt.found} already, so nothing was done: a rebuild begins with none of what it makes. ` +
        'presswire rebuild --empty takes that away first: releases, sources, claims and feeds, ' +
        'and due items for ingest; newsrooms, partners, and what is planned for them stay.',
    );
  }
  const { kind: _kind, ...answer } = rebuilt;
  const { logged, releases, builds, withoutNewsroom } = answer;
  call.show(
    { removed, ...answer },
    `${logged} uploads, deletions and commands told again: ${releases} releases.\n` +
      `${builds} feeds and index pages are being built. No partner is told anything.` +
      refusedLines(withoutNewsroom),
  );
  return 0;
}

function refusedLines(keys: readonly string[]): string {
  if (keys.length === 0) return '';
  const rest = keys.length - MOST_KEYS_SHOWN;
  return [
    `\n${keys.length} files were refused since their newsroom is not in the table. If it ought to be, make it with its`,
    'rules, then: presswire rebuild --empty',
    ...keys.slice(0, MOST_KEYS_SHOWN).map((key) => `- ${plainText(key)}`),
    ...(rest > 0 ? [`and ${rest} more (--json names all)`] : []),
  ].join('\n');
}
