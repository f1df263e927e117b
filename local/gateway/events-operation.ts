import * as z from 'zod';
import type { EventLog } from '../events/event-log.ts';
import { AwsError } from '../protocol.ts';
import type { Region } from './json-actions.ts';
import type { Operation } from './operation.ts';
import type { Request } from './request.ts';

const TARGET = 'AWSEvents.PutEvents';
const MOST_ENTRIES = 10;
/** Of all entries of a call together. */
const MOST_BYTES = 1_048_576;

/** Strict: what is not written into the log must not be taken. */
const putEventsSchema = z.strictObject({
  Entries: z
    .array(
      z.strictObject({
        EventBusName: z.string().min(1),
        Source: z.string().min(1),
        DetailType: z.string().min(1).max(128),
        Detail: z.string(),
        Resources: z.array(z.string()).default([]),
        Time: z.number().optional(),
      }),
    )
    .min(1)
    .max(MOST_ENTRIES),
});
type Entry = z.infer<typeof putEventsSchema>['Entries'][number];

/** Reads a request of EventBridge: `PutEvents` on a named bus. */
export function eventsOperation(
  request: Request,
  { eventLog, at }: { eventLog: EventLog; at: Region },
): Operation {
  const target = request.headers['x-amz-target'] ?? '';
  if (target !== TARGET) {
    throw new AwsError('UnknownOperationException', `EventBridge ${target} is not run locally`);
  }
  const entries = readEntries(request.body);
  const busArn = (entry: Entry): string =>
    entry.EventBusName.startsWith('arn:')
      ? entry.EventBusName
      : `arn:aws:events:${at.region}:${at.account}:event-bus/${entry.EventBusName}`;
  const needs = entries.map((entry) => ({ action: 'events:PutEvents', resource: busArn(entry) }));
  return {
    service: 'events',
    name: 'PutEvents',
    action: 'events:PutEvents',
    resource: needs[0]?.resource ?? '*',
    needs,
    perform: () => {
      const answers = entries.map((entry) => putEntry(entry, eventLog, at));
      return {
        status: 200,
        headers: { 'content-type': 'application/x-amz-json-1.1' },
        body: JSON.stringify({
          FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length,
          Entries: answers,
        }),
      };
    },
  };
}

/** An entry whose detail is no object is refused by itself, within an answer of 200. */
function putEntry(
  { Source: source, DetailType, Detail, Resources: resources, Time }: Entry,
  eventLog: EventLog,
  { account, region }: Region,
): Record<string, string> {
  const detail = jsonOf(Detail);
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  const time = Time === undefined ? undefined : new Date(Time * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const told = { source, 'detail-type': DetailType, account, region, resources, detail, time };
  return { EventId: eventLog.put(told) };
}

function readEntries(body: Buffer): Entry[] {
  if (body.length > MOST_BYTES) {
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  const read = putEventsSchema.safeParse(jsonOf(body.toString('utf8')));
  if (read.success) return read.data.Entries;
  const [issue] = read.error.issues;
  throw new AwsError(
    'ValidationException',
    `PutEvents is run locally for 1 to ${MOST_ENTRIES} events: ${issue?.path.join('.')} ${issue?.message}`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
