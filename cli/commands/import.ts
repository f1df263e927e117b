import { createHash } from 'node:crypto';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import { oldFeedPaths, type MovedFeeds } from '#domain/site/moved-feeds.ts';
import * as z from 'zod';
import { pathOf } from '../ask-command.ts';
import { requireSetting } from '../aws.ts';
import { failed, usage } from '../cli-error.ts';
import type { Call } from '../command.ts';
import type { Channel } from '../import/foreign-item.ts';
import { importedOf, type Read } from '../import/imported-of.ts';
import { openDocument, type OpenDocument } from '../import/open-document.ts';
import { readItems } from '../import/read-items.ts';
import { plainText } from '../plain-text.ts';
import { renderFacts } from '../render-table.ts';

const AT_ONCE = 8;
const BATCH = 64;
const EVERY_MS = 1_000;
/** Ingest does some hundred a minute at its slowest; so long without a single receipt, and it stands still. */
const STANDSTILL_MS = 120_000;
const BAR = 30;
const receiptSchema = z.object({ state: z.string(), findings: z.array(z.object({ code: z.string() })) });

type ObjectStore = ReturnType<typeof makeS3ObjectStore>;
type Release = Extract<Read, { kind: 'release' }>;
type Tally = {
  read: number;
  put: number;
  there: number;
  /** Drafts, pages, attachments: nothing that anybody could have read as news. */
  noNews: number;
  newIds: number;
  /** Paths of the old site's feeds that lead to the newsroom's. */
  oldFeeds: number;
  problems: string[];
};

/** Puts what was published elsewhere into the log, then waits until all of it is published here. */
export async function runImport(call: Call): Promise<0 | 1> {
  const newsroom = call.text('newsroom');
  if (newsroom === undefined) throw usage('--newsroom is missing; "presswire newsroom list" has their ids');
  // An import into a desk that is not there yet would be refused for good.
  await (await call.api()).get('GET', pathOf`/api/newsrooms/${newsroom}`);
  const aws = call.aws();
  const bucket = requireSetting(aws, 'DROP_BUCKET', 'DropBucket');
  const drop = makeS3ObjectStore({ client: makeS3Client(aws.place), bucket });
  const tally: Tally = { read: 0, put: 0, there: 0, noNews: 0, newIds: 0, oldFeeds: 0, problems: [] };
  const names = await putAll(call, drop, newsroom, tally);
  await waitForReceipts(call, drop, { newsroom, names, tally });
  const { problems, ...counted } = tally;
  const said = { ...counted, published: names.size - tally.problems.filter(isRefusal).length, problems };
  call.show(said, [renderFacts({ ...said, problems: problems.length }), ...problems].join('\n'));
  return problems.length === 0 ? 0 : 1;
}

async function putAll(call: Call, drop: ObjectStore, newsroom: string, tally: Tally): Promise<Set<string>> {
  const document = await openDocument(call.arg(0));
  const names = new Set<string>();
  let batch: Release[] = [];
  let about: Channel | undefined;
  const putBatch = async (): Promise<void> => {
    await forEachBounded(batch, AT_ONCE, async ({ name, imported }) => {
      const object = { body: JSON.stringify(imported), contentType: 'application/json' };
      const { written } = await drop.put(`commands/import/${newsroom}/${name}.json`, object, 'ifAbsent');
      tally[written === 'written' ? 'put' : 'there'] += 1;
    });
    batch = [];
    call.shell.progress(
      `${barOf(document)} ${tally.read} read, ${tally.put} put, ${tally.there} there already`,
    );
  };
  for await (const { item, channel } of readItems(document.chunks)) {
    tally.read += 1;
    about = channel;
    const read = importedOf(item, channel);
    if (read.kind === 'passed-over') passOver(tally, read);
    else if (!names.has(read.name)) {
      names.add(read.name);
      if (!read.uriKept) tally.newIds += 1;
      batch.push(read);
    }
    if (batch.length >= BATCH) await putBatch();
    if (call.shell.isStopped()) throw failed('stopped; the same command goes on where it was');
  }
  await putBatch();
  if (about !== undefined) tally.oldFeeds = await putOldFeeds(drop, newsroom, about);
  return names;
}

/** A second run finds the first's object by its paths. */
async function putOldFeeds(
  drop: ObjectStore,
  newsroom: string,
  { link, self, isExport }: Channel,
): Promise<number> {
  const from = oldFeedPaths({ ...(isExport && link !== undefined ? { site: link } : {}), self });
  if (from.length === 0) return 0;
  const name = createHash('sha256').update(JSON.stringify(from)).digest('hex').slice(0, 10);
  const moved: MovedFeeds = { command: 'import-feeds', from };
  const object = { body: JSON.stringify(moved), contentType: 'application/json' };
  await drop.put(`commands/import/${newsroom}/feeds/${name}.json`, object, 'ifAbsent');
  return from.length;
}

function passOver(tally: Tally, { why, title }: Extract<Read, { kind: 'passed-over' }>): void {
  if (why === 'no-news') tally.noNews += 1;
  else tally.problems.push(`not imported (${why}): ${plainText(title).slice(0, 100)}`);
}

async function waitForReceipts(
  call: Call,
  drop: ObjectStore,
  { newsroom, names, tally }: { newsroom: string; names: ReadonlySet<string>; tally: Tally },
): Promise<void> {
  let missing = [...names];
  let movedMs = call.shell.nowMs();
  while (missing.length > 0) {
    const still: string[] = [];
    await forEachBounded(missing, AT_ONCE, async (name) => {
      const receipt = await drop.get(`receipts/import/${newsroom}/${name}.json.json`);
      if (receipt === undefined) still.push(name);
      else noteReceipt(tally, name, receipt.body);
    });
    if (still.length < missing.length) movedMs = call.shell.nowMs();
    missing = still;
    call.shell.progress(`${names.size - missing.length} of ${names.size} published`);
    if (missing.length === 0) return;
    if (call.shell.isStopped() || call.shell.nowMs() - movedMs > STANDSTILL_MS) {
      throw failed(
        `all is in the log, and ${missing.length} of ${names.size} are not published yet. It goes on by itself; ` +
          '"presswire doctor" says whether something stands still',
      );
    }
    await call.shell.pause(EVERY_MS);
  }
}

function noteReceipt(tally: Tally, name: string, body: Uint8Array): void {
  const { state, findings } = receiptSchema.parse(JSON.parse(new TextDecoder().decode(body)));
  if (state === 'published') return;
  const codes = findings.map(({ code }) => code).filter((code) => code.startsWith('E_'));
  tally.problems.push(`${REFUSED}${name}: ${codes.join(', ')}`);
}

const REFUSED = 'refused: ';

function isRefusal(problem: string): boolean {
  return problem.startsWith(REFUSED);
}

function barOf({ share }: OpenDocument): string {
  const done = share();
  if (done === undefined) return '';
  const filled = Math.round(done * BAR);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${Math.floor(done * 100)} %`;
}
