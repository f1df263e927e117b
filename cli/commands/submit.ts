import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod';
import { failed, usage } from '../cli-error.ts';
import type { makeS3ObjectStore as MakeStore } from '#adapters/aws/object-store.ts';
import type { Call, Command } from '../command.ts';
import { requireSetting } from '../aws.ts';
import { plainText } from '../plain-text.ts';

const EVERY_MS = 500;
const PATIENCE_MS = 90_000;
/** An upload ended well, or goes on by itself; in every other state its author has to do something. */
const DONE: ReadonlySet<string> = new Set([
  'published',
  'scheduled',
  'embargoed',
  'unchanged',
  'kept',
  'waiting',
]);

const receiptSchema = z.looseObject({
  state: z.string(),
  would: z.string().optional(),
  versionId: z.string(),
  release: z.object({ id: z.string(), version: z.number(), url: z.string().optional() }).optional(),
  findings: z.array(
    z.object({ code: z.string(), line: z.number().optional(), message: z.string(), remedy: z.string() }),
  ),
});
type Receipt = z.infer<typeof receiptSchema>;

export const SUBMIT: Command = {
  name: 'submit',
  about: 'put a file into a desk, wait for its receipt, print it',
  args: ['<file>'],
  options: {
    newsroom: { value: '<id>', about: 'the desk; it has to be there' },
    as: {
      value: '<path>',
      about: 'its path inside the desk (the name of the file); the same path is an update',
    },
    check: { about: 'publish nothing: print the receipt that the file would get' },
  },
  more:
    'The file is published as if its author had dropped it, embargo and all. The code is 1 where the receipt asks for\n' +
    'something. On AWS it needs DROP_BUCKET (an output of the stack), AWS_REGION and credentials that may write there.',
  examples: [
    'presswire submit pasar-malam.txt --newsroom blora',
    'presswire submit pasar-malam.txt --newsroom blora --check',
  ],
  run: async (call) => {
    const newsroom = call.text('newsroom');
    if (newsroom === undefined) throw usage('--newsroom is missing; "presswire newsroom list" has their ids');
    const file = call.arg(0);
    if (!existsSync(file)) throw usage(`${file} is not there`);
    const folder = call.isSet('check') ? 'check' : 'incoming';
    const key = `${folder}/${newsroom}/${call.text('as') ?? basename(file)}`;
    const receipt = await putAndWait(call, key, readFileSync(file));
    call.show(receipt, renderReceipt(receipt));
    return DONE.has(receipt.would ?? receipt.state) ? 0 : 1;
  },
};

async function putAndWait(call: Call, key: string, body: Uint8Array): Promise<Receipt> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const { makeS3Client } = await import('#adapters/aws/s3-client.ts');
  const { receiptFolder } = await import('#domain/receipt/receipt-folder.ts');
  const { makeS3ObjectStore } = await import('#adapters/aws/object-store.ts');
  const aws = call.aws();
  const client = makeS3Client(aws.place);
  const Bucket = requireSetting(aws, 'DROP_BUCKET', 'DropBucket');
  const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key: key, Body: body }));
  const place = `${receiptFolder(key)}/${VersionId}`;
  const receipts = makeS3ObjectStore({ client, bucket: Bucket });
  // A text that waits for a picture has no receipt of its own yet; what its author reads meanwhile says so.
  const waiting = async (): Promise<Receipt | undefined> => {
    const newest = await read(receipts, `${receiptFolder(key)}.json`);
    return newest?.state === 'waiting' && newest.versionId === VersionId ? newest : undefined;
  };
  const untilMs = call.shell.nowMs() + PATIENCE_MS;
  while (call.shell.nowMs() < untilMs && !call.shell.isStopped()) {
    const found = (await read(receipts, `${place}.json`)) ?? (await waiting());
    if (found !== undefined) return found;
    call.shell.progress(`${key} is in the drop bucket; waiting for its receipt`);
    await call.shell.pause(EVERY_MS);
  }
  throw failed(`${key} is in the drop bucket but has no receipt yet: ${place}.json will be it`);
}

async function read(receipts: ReturnType<typeof MakeStore>, key: string): Promise<Receipt | undefined> {
  const found = await receipts.get(key);
  return found && receiptSchema.parse(JSON.parse(new TextDecoder().decode(found.body)));
}

function renderReceipt({ state, would, release, findings }: Receipt): string {
  const what = release === undefined ? '' : `  ${release.id} version ${release.version}`;
  const lines = findings.flatMap(({ code, line, message, remedy }) => [
    `  ${code}${line === undefined ? '' : `  line ${line}`}`,
    `    ${plainText(message)} ${plainText(remedy)}`,
  ]);
  const ending = would === undefined ? state : `${state}: would be ${would}`;
  return [`${ending}${what}`, ...(release?.url === undefined ? [] : [release.url]), ...lines].join('\n');
}
