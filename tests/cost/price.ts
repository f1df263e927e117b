import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { drop, receiptOf } from '../support/author.ts';
import { startPartner } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';
import { countSince, mark } from './count-work.ts';
import { billOf, less, times, type Counts } from './prices.ts';

const MINUTE_MS = 60_000;
const IDLE_MINUTES = 30;
const MINUTES_OF_MONTH = 60 * 24 * 30;
const MONTH = MINUTES_OF_MONTH / IDLE_MINUTES;
/** Past the second look at a release. */
const LOOK_MINUTES = 12;
const ALONE = 5;
const BURST = Number(process.env['COST_BURST'] ?? 40);
const PARTNERS = 10;
const TOLD = 20;
const TEXT = readFileSync(joinPath(import.meta.dirname, '../../bench/release-5-kb.md'), 'utf8');
/** With the text's two categories: the six feeds of network, newsroom, language, author and two categories. */
const ONE_AUTHOR = 'authors: [Edith Marlow]';

/** Five pollers for each queue that a function works off, each of which asks again after 20 s. */
const EMPTY_RECEIVES = 5 * 3 * MINUTES_OF_MONTH;
const STANDARD_QUEUES = 6;
/** Metrics of its own that a stack can write; at rest two are written, and none that is not written costs. */
const OWN_METRICS = 14;

function text(name: string): string {
  return TEXT.replace(/^authors:.*$/m, ONE_AUTHOR)
    .replace(/^(headline: .*)$/m, `$1, ${name}`)
    .replace(/\n\n/, `\n\nNumber ${name} of these texts says so.\n\n`);
}

async function publish(whole: WholeStack, name: string): Promise<void> {
  const path = `harbour/${name}.md`;
  const receipt = await receiptOf(whole, path, await drop(whole, path, text(name)));
  if (receipt.state !== 'published') throw new Error(`${path}: ${JSON.stringify(receipt)}`);
}

async function pass(whole: WholeStack, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await whole.running.advance(MINUTE_MS);
    await quiet(whole);
  }
  whole.s3.config.systemClockOffset = whole.running.now() - Date.now();
}

async function anIdleTime(whole: WholeStack): Promise<Counts> {
  const since = mark(whole);
  await pass(whole, IDLE_MINUTES);
  return countSince(whole, since);
}

/** What one release costs that is alone: with its second look, without what goes on at rest. */
async function alone(whole: WholeStack, idle: Counts): Promise<Counts> {
  const since = mark(whole);
  for (let nth = 0; nth < ALONE; nth += 1) {
    await publish(whole, `alone-${nth}`);
    await quiet(whole);
    await pass(whole, LOOK_MINUTES);
  }
  return times(less(countSince(whole, since), times(idle, (ALONE * LOOK_MINUTES) / IDLE_MINUTES)), 1 / ALONE);
}

async function burst(whole: WholeStack, idle: Counts): Promise<Counts> {
  const since = mark(whole);
  const path = (nth: number) => `harbour/burst-${nth}.md`;
  await Promise.all(Array.from({ length: BURST }, (_, nth) => drop(whole, path(nth), text(`burst ${nth}`))));
  await quiet(whole);
  await pass(whole, LOOK_MINUTES);
  return times(less(countSince(whole, since), times(idle, LOOK_MINUTES / IDLE_MINUTES)), 1 / BURST);
}

/** What one delivery takes that succeeds at once, where several releases go to several partners: all that deliver does. */
async function delivery(whole: WholeStack): Promise<Counts> {
  const partners = await Promise.all(Array.from({ length: PARTNERS }, () => startPartner(whole.running.now)));
  for (const [nth, partner] of partners.entries()) await join(whole, `partner-${nth}`, partner);
  await quiet(whole);
  const since = mark(whole);
  const before = partners.reduce((sum, { received }) => sum + received.length, 0);
  await Promise.all(
    Array.from({ length: TOLD }, (_, nth) => drop(whole, `harbour/told-${nth}.md`, text(`told ${nth}`))),
  );
  await quiet(whole);
  const made = partners.reduce((sum, { received }) => sum + received.length, 0) - before;
  const counts = countSince(whole, since, /Deliver/);
  await Promise.all(partners.map((partner) => partner.stop()));
  if (made !== PARTNERS * TOLD) throw new Error(`${made} deliveries, not ${PARTNERS * TOLD}`);
  return times(counts, 1 / made);
}

/** Metrics that alarms look at: one whose figure is an expression looks at each in it. */
function alarmMetrics({ running }: WholeStack): number {
  const alarms = running.stack.all('AWS::CloudWatch::Alarm');
  return alarms.reduce((sum, { props: { Metrics } }) => {
    const stats = Array.isArray(Metrics)
      ? Metrics.filter((each) => JSON.stringify(each).includes('MetricStat'))
      : [1];
    return sum + stats.length;
  }, 0);
}

function show(title: string, counts: Counts): void {
  const lines = billOf(counts);
  const sum = (of: 'dollars' | 'beyondFree'): string =>
    lines.reduce((total, line) => total + line[of], 0).toFixed(2);
  const rows = lines.map(({ of, count, dollars, beyondFree }) => {
    const shown = count.toLocaleString('en-US', { maximumSignificantDigits: 4 });
    return `| ${of} | ${shown} | ${dollars.toFixed(3)} | ${beyondFree.toFixed(3)} |`;
  });
  const head = ['| what | how many | list price | beyond what is free |', '|---|---|---|---|'];
  console.log(
    [`\n${title}\n`, ...head, ...rows, `| together | | ${sum('dollars')} | ${sum('beyondFree')} |`].join(
      '\n',
    ),
  );
}

const whole = await startWhole();
try {
  await quiet(whole);
  await pass(whole, LOOK_MINUTES);
  const empty = await anIdleTime(whole);
  const standing: Counts = {
    alarmMetric: alarmMetrics(whole),
    customMetric: OWN_METRICS,
    dashboard: 1,
    secret: 1,
  };
  const polled: Counts = { sqsRequest: EMPTY_RECEIVES * STANDARD_QUEUES, sqsFifoRequest: EMPTY_RECEIVES };
  show('Standing', standing);
  show('Empty receives of a month', polled);
  show('At rest for a month, nothing in it', times(empty, MONTH));
  // From the first release on the sweep of entries goes on too, which no release is the cause of.
  await publish(whole, 'first');
  await pass(whole, LOOK_MINUTES);
  const idle = await anIdleTime(whole);
  show('1,000 releases, each alone', times(await alone(whole, idle), 1_000));
  show(`1,000 releases, ${BURST} at once`, times(await burst(whole, idle), 1_000));
  const full = await anIdleTime(whole);
  show(`At rest for a month, ${BURST + ALONE + 1} releases in it`, times(full, MONTH));
  show('1,000,000 deliveries', times(await delivery(whole), 1_000_000));
} finally {
  await whole.stop();
}
