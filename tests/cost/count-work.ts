import type { CallRecord } from '../../local/gateway/call-record.ts';
import type { WholeStack } from '../support/whole-stack.ts';
import type { Counts } from './prices.ts';

/** What a call takes of a function's time on AWS, and what each invocation takes beside its calls: assumed, one after the other. */
const MS_OF_CALL = 8;
const MS_OF_INVOCATION = 30;
/** Lambda writes START, END and REPORT of each. */
const LOG_BYTES_OF_INVOCATION = 400;
const S3_READS: ReadonlySet<string> = new Set(['GetObject', 'HeadObject']);
const S3_FREE: ReadonlySet<string> = new Set(['DeleteObject', 'DeleteObjects']);
/** Those whose messages have a group: the endpoint. */
const FAIR = /-(?:Urgent|Deliveries|Bulk)Queue/;

type Mark = { calls: number; log: number; objects: number; invocations: ReadonlyMap<string, number> };

/** Where a count begins. */
export function mark({ running, calls, log, objects }: WholeStack): Mark {
  const invocations = new Map([...running.functions].map(([name, fn]) => [name, fn.metrics().invocations]));
  return { calls: calls.length, log: log.length, objects: objects.length, invocations };
}

/** What the functions whose names match did since, and what AWS does for them: Lambda's receives and deletes, S3's notices. */
export function countSince(stack: WholeStack, since: Mark, functions = /./): Counts {
  const { running } = stack;
  const { dropBucket } = running;
  const counts = new Map<string, number>();
  const add = (name: string, count: number): void => {
    counts.set(name, (counts.get(name) ?? 0) + count);
  };
  const own = stack.calls
    .slice(since.calls)
    .filter(({ principal }) => principal.includes(':assumed-role/') && functions.test(principal));
  for (const call of own) addCall(call, add);
  for (const [name, fn] of running.functions) {
    if (!functions.test(name)) continue;
    const invocations = fn.metrics().invocations - (since.invocations.get(name) ?? 0);
    const made = own.filter(({ principal }) => principal.endsWith(`/${name}`)).length;
    const seconds = (invocations * MS_OF_INVOCATION + made * MS_OF_CALL) / 1000;
    add('invocation', invocations);
    add('trace', invocations);
    add('gbSecond', (seconds * fn.spec.memoryMb) / 1024);
    add('logGb', (invocations * LOG_BYTES_OF_INVOCATION) / 1e9);
    // Lambda receives a batch and deletes it.
    add(sqsOf(name), isPolled(name) ? 2 * invocations : 0);
  }
  const lines = stack.log.slice(since.log).filter((line) => functions.test(line.slice(0, line.indexOf(':'))));
  add('logGb', lines.reduce((sum, line) => sum + line.length, 0) / 1e9);
  const told = stack.objects
    .slice(since.objects)
    .filter(({ bucket, key }) => bucket === dropBucket && isTold(key));
  if (functions.test('Ingest')) add('sqsRequest', told.length);
  return Object.fromEntries(counts);
}

function addCall(
  { service, operation, resource, capacity = [] }: CallRecord,
  add: (name: string, count: number) => void,
): void {
  for (const { kind, units } of capacity) add(kind === 'write' ? 'writeUnit' : 'readUnit', units);
  if (service === 's3' && !S3_FREE.has(operation)) add(S3_READS.has(operation) ? 's3Get' : 's3Put', 1);
  if (service === 'sqs') add(sqsOf(resource), 1);
  if (service === 'secretsmanager') add('secretCall', 1);
  if (service === 'events') add('busEvent', 1);
}

/** By the name of a queue, or of the function that works it off. */
function sqsOf(name: string): 'sqsRequest' | 'sqsFairRequest' | 'sqsFifoRequest' {
  if (/Feeds|Publish/.test(name)) return 'sqsFifoRequest';
  return FAIR.test(name) || name.includes('Deliver') ? 'sqsFairRequest' : 'sqsRequest';
}

function isPolled(name: string): boolean {
  return !/Clock|Api/.test(name);
}

/** What the drop bucket tells ingest's queue of. */
function isTold(key: string): boolean {
  return /^(?:incoming|commands|check)\//.test(key);
}
