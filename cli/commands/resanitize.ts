import * as z from 'zod/mini';
import { makeDynamoCursorStore } from '#adapters/aws/cursor-store.ts';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseIndex } from '#adapters/aws/release-index.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { makeAwsStores } from '../../functions/ingest/aws-deps.ts';
import { ingestEnvSchema } from '../../functions/ingest/env.ts';
import type { IngestDeps } from '../../functions/ingest/ingest-deps.ts';
import { resanitizeAll, type Resanitized } from '../../functions/ingest/resanitize-all.ts';
import type { ResanitizedRelease } from '../../functions/ingest/resanitize-release.ts';
import { failed } from '../cli-error.ts';
import type { Call } from '../command.ts';
import { OF_STORES, readIngestSettings } from '../ingest-settings.ts';
import { sanitizerPolicy } from '../sanitizer-policy.ts';

const SETTINGS = z.pick(ingestEnvSchema, {
  ...OF_STORES,
  UPLOADS_QUEUE_URL: true,
  CONVERSIONS_QUEUE_URL: true,
  CHANGES_QUEUE_URL: true,
  FEEDS_QUEUE_URL: true,
});
const EVERY_MS = 1_000;

/**
 * Reads and cleans every release again, with ingest's own settings. A find is printed as it is made, for a person. 1 where a
 * text has to be decided by a person, or a release failed, be it in the run that this one goes on with.
 */
export async function runResanitize(call: Call): Promise<0 | 1> {
  const { place, settings } = call.aws();
  const env = readIngestSettings(SETTINGS, settings);
  const dryRun = call.isSet('dry-run');
  const client = makeDocumentClient(place);
  const queueUrls = {
    uploads: env.UPLOADS_QUEUE_URL,
    conversions: env.CONVERSIONS_QUEUE_URL,
    changes: env.CHANGES_QUEUE_URL,
    feeds: env.FEEDS_QUEUE_URL,
  };
  let shownAtMs = 0;
  const done = await resanitizeAll(
    {
      ingest: {
        ...makeAwsStores(env, place),
        prompts: dryRun ? SILENT : makeSqsPrompts({ client: makeSqsClient(place), queueUrls }),
        // A kill is carried out by ingest; a version's JSON leaves the edge by itself within a minute.
        edge: { invalidate: async () => {} },
        countRepair: () => {},
        noteDwell: () => {},
      },
      index: makeDynamoReleaseIndex({ client, tableName: env.TABLE }),
      cursors: makeDynamoCursorStore({ table: makeTable({ client, tableName: env.TABLE }) }),
    },
    {
      dryRun,
      fromStart: call.isSet('from-start'),
      policy: sanitizerPolicy(),
      isStopped: call.shell.isStopped,
      onResume: (startedAt) =>
        call.shell.say(`presswire: going on with a run of ${startedAt}; --from-start begins anew`),
      onRelease(looked, found) {
        if (found !== undefined && !call.isJson) call.shell.print(lineOf(found));
        const nowMs = call.shell.nowMs();
        if (nowMs - shownAtMs < EVERY_MS) return;
        shownAtMs = nowMs;
        call.shell.progress(`${looked} releases looked at`);
      },
    },
  );
  const code = tell(call, done, dryRun);
  if (done.isDone) return code;
  const next = dryRun ? 'a dry run begins anew' : 'the same command goes on where it was';
  throw failed(`stopped after ${done.looked} releases; ${next}`);
}

const SILENT: IngestDeps['prompts'] = { send: async () => {} };

function tell(call: Call, { looked, found, left, leftMore }: Resanitized, dryRun: boolean): 0 | 1 {
  const changed = found.filter(({ text }) => text === 'changed');
  const unsettled = found.filter(({ text }) => text === 'unsettled');
  const broken = found.filter(({ text }) => text === 'failed');
  const documents = found.reduce((sum, one) => sum + one.documents.length, 0);
  const would = dryRun ? 'would be' : 'were';
  call.show(
    {
      looked,
      dryRun,
      changed: changed.length,
      documents,
      unsettled: unsettled.length,
      failed: broken.length,
      left,
      leftMore,
      releases: found,
    },
    [
      `${looked} releases looked at: ${changed.length} ${would} given a clean version, ` +
        `${documents} older versions ${would} written over.`,
      ...(left.length === 0
        ? []
        : [`Left to you: ${left.join(', ')}${leftMore === 0 ? '' : ` and ${leftMore} more`}.`]),
    ].join('\n'),
  );
  return left.length === 0 ? 0 : 1;
}

function lineOf({ releaseId, text, documents, reason }: ResanitizedRelease): string {
  const about = [
    ...(text === 'changed' ? ['its text'] : []),
    ...(text === 'unsettled'
      ? ['its text CANNOT be made safe: kill it, or have it uploaded anew under the same name']
      : []),
    ...(text === 'failed' ? [`it FAILED and was passed over: ${reason}`] : []),
    ...(documents.length === 0 ? [] : [`the JSON of ${documents.map((number) => `v${number}`).join(', ')}`]),
  ];
  return `- ${releaseId}: ${about.join('; ')}`;
}
