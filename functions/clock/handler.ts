import { makeDynamoCursorStore } from '#adapters/aws/cursor-store.ts';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeS3DropBucket } from '#adapters/aws/drop-bucket.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeDynamoSourceStore } from '#adapters/aws/source-store.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { errorFields } from '#platform/error-fields.ts';
import { makeLogger } from '#platform/logger.ts';
import { makeMetrics } from '#platform/metrics.ts';
import { readEnv } from '#platform/read-env.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import type { ClockDeps } from './clock-deps.ts';
import { clockEnvSchema, queueUrlsOf } from './env.ts';
import { noteSiteAge } from './note-site-age.ts';
import { pulse } from './pulse.ts';
import { tick } from './tick.ts';

const env = readEnv(clockEnvSchema);
const logger = makeLogger('clock');
const metrics = makeMetrics('clock');
const s3 = makeS3Client();
const table = makeTable({ client: makeDocumentClient(), tableName: env.TABLE });
const deps: ClockDeps = {
  clock: makeSystemClock(),
  due: makeDynamoDueStore({ table }),
  prompts: makeSqsPrompts({ client: makeSqsClient(), queueUrls: queueUrlsOf(env) }),
  cursors: makeDynamoCursorStore({ table }),
  drop: makeS3DropBucket({ client: s3, bucket: env.DROP_BUCKET }),
  sources: makeDynamoSourceStore({ table }),
  feeds: makeDynamoFeedStore({ table }),
  newsrooms: makeDynamoNewsroomStore({ table }),
  site: makeS3ObjectStore({ client: s3, bucket: env.PUBLIC_BUCKET }),
  countRepair: () => metrics.count('Repairs'),
};

const pulseDeps = {
  clock: deps.clock,
  dropped: makeS3ObjectStore({ client: s3, bucket: env.DROP_BUCKET }),
  notePulse: (seconds: number) => metrics.seconds('PulseSeconds', seconds),
  noteFailed: (error: unknown) => logger.warn('the pulse failed', errorFields(error)),
};

/** The schedule, once a minute. What was noted before a failure is told all the same; the pulse comes last and fails alone. */
export async function handler(): Promise<void> {
  try {
    const done = await tick(deps);
    logger.info('tick', done);
    await noteSiteAge(deps, (ageMs) => metrics.milliseconds('SiteAge', ageMs));
    await pulse(pulseDeps);
  } finally {
    metrics.flush();
  }
}
