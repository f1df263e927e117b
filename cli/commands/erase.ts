import * as z from 'zod';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { pathOf } from '../ask-command.ts';
import { requireSetting } from '../aws.ts';
import { failed, usage } from '../cli-error.ts';
import type { Call } from '../command.ts';
import { eraseRelease } from '../erase/erase-release.ts';

const releaseSchema = z.object({
  id: z.string(),
  state: z.string(),
  holders: z.array(
    z.looseObject({ endpointId: z.string(), told: z.optional(z.looseObject({ event: z.string() })) }),
  ),
});

/** Erases a killed release whose holders have all been told; nothing could tell them afterwards. */
export async function runErase(call: Call): Promise<0> {
  const api = await call.api();
  const release = releaseSchema.parse(await api.get('GET', pathOf`/api/releases/${call.arg(0)}`));
  if (release.state !== 'killed') {
    throw usage(
      `${release.id} is ${release.state}. Kill it first, so that partners are told: presswire kill ${release.id} --reason "…"`,
    );
  }
  const untold = release.holders.filter(({ told }) => told?.event !== 'release.killed');
  if (untold.length > 0 && !call.isSet('anyway')) {
    throw failed(
      `${untold.length} endpoints have not taken the kill yet (${untold.map(({ endpointId }) => endpointId).join(', ')}). ` +
        'Wait for them, or give --anyway and tell them yourself.',
    );
  }
  const aws = call.aws();
  const documents = makeDocumentClient(aws.place);
  const tableName = requireSetting(aws, 'TABLE', 'TableName');
  const queueUrl = requireSetting(aws, 'FEEDS_QUEUE_URL', 'the feeds queue, as in the settings of ingest');
  const places = {
    documents,
    s3: makeS3Client(aws.place),
    table: tableName,
    dropBucket: requireSetting(aws, 'DROP_BUCKET', 'DropBucket'),
    publicBucket: requireSetting(aws, 'PUBLIC_BUCKET', 'PublicBucket'),
  };
  const head = await makeDynamoReleaseStore({
    table: makeTable({ client: documents, tableName }),
  }).getHead(release.id);
  if (head === undefined) throw failed(`${release.id} is erased already.`);
  const erased = await eraseRelease(places, head);
  const prompts = makeSqsPrompts({ client: makeSqsClient(aws.place), queueUrls: { feeds: queueUrl } });
  await prompts.send('feeds', [
    ...head.feedsEver
      .filter((feedId) => !erased.feeds.includes(feedId))
      .map((feedId) => ({ prompt: 'feed', feedId, quiet: true }) as const),
    { prompt: 'index', newsroom: head.newsroom },
    { prompt: 'index', newsroom: 'network' },
  ]);
  call.show(
    erased,
    `${erased.versionsOfFiles} versions of files and ${erased.items} items are erased` +
      `${erased.feeds.length === 0 ? '' : `, and the feeds ${erased.feeds.join(', ')}`}.\n` +
      'What is left, where and for how long: docs/personal-data.md.',
  );
  return 0;
}
