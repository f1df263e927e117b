import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeMemoryEventBus } from '#adapters/memory/event-bus.ts';
import { makeEntryMemory } from '#domain/feed/entry-memory.ts';
import { changePromptSchema, deliveryPromptSchema } from '#domain/prompt/prompt.ts';
import { runBatch, type BatchOptions } from '#platform/batch.ts';
import { promptReader } from '#platform/read-prompt.ts';
import type { Prompts } from '#ports/prompts.ts';
import type { WebhookSender } from '#ports/webhook-sender.ts';
import { announce } from '../../../functions/announce/announce.ts';
import { promptDue } from '../../../functions/clock/prompt-due.ts';
import { tick } from '../../../functions/clock/tick.ts';
import { deliverPrompt } from '../../../functions/deliver/deliver-prompt.ts';
import { makeEndpointSlots } from '../../../functions/deliver/endpoint-slots.ts';
import { makePublicVersions } from '../../../functions/deliver/public-versions.ts';
import { ingestPrompt } from '../../../functions/ingest/ingest-prompt.ts';
import { readMessage } from '../../../functions/ingest/read-message.ts';
import { makeContentMemory } from '../../../functions/publish/content-memory.ts';
import { publishBatch } from '../../../functions/publish/publish-batch.ts';
import { readBatch, readPrompt } from '../../../functions/publish/read-prompt.ts';
import type { Stores } from './stores.ts';

export const SITE_URL = 'https://site.example';
export const NETWORK = 'presswire';

type Ending = Pick<BatchOptions<unknown>, 'sendToDeadLetter' | 'delayRetry' | 'logger'>;

/** What a function's handler is, here without AWS: the same use cases, wired as `functions/<name>/handler.ts` does. */
export type Handler = (event: SQSEvent, ending: Ending) => Promise<SQSBatchResponse>;

/** What a container of a function has: stores, queues and a clock of its own. */
export type Surroundings = Stores & {
  clock: { now(): number };
  prompts: Prompts;
  sender: WebhookSender;
  countRepair: (what: string) => void;
};

const readChange = promptReader(changePromptSchema);
const readDelivery = promptReader(deliveryPromptSchema);

/** The functions that read queues. */
export const HANDLERS: Readonly<Record<string, (around: Surroundings) => Handler>> = {
  ingest: (around) => {
    const deps = { ...around, network: NETWORK, siteUrl: SITE_URL, noteDwell: () => {} };
    return (event, ending) =>
      runBatch(event, {
        parse: readMessage,
        handle: ({ message, receivedAtMs }) => ingestPrompt(deps, message, { firstReceivedMs: receivedAtMs }),
        ...ending,
      });
  },
  announce: (around) => {
    const deps = { ...around, bus: makeMemoryEventBus(), siteUrl: SITE_URL, countUnreachable: () => {} };
    return (event, ending) =>
      runBatch(event, { parse: readChange, handle: ({ message }) => announce(deps, message), ...ending });
  },
  publish: (around) => {
    const deps = {
      ...around,
      contents: makeContentMemory(),
      entries: makeEntryMemory(),
      siteUrl: SITE_URL,
      networkName: 'Presswire',
      report: ({ event }: { event: string }) => around.countRepair(event),
    };
    return (event, ending) => {
      const build = publishBatch(deps, readBatch(event.Records));
      return runBatch(event, {
        parse: readPrompt,
        handle: async ({ message }) => {
          await build(message);
        },
        ...ending,
      });
    };
  },
  deliver: (around) => {
    const deps = {
      ...around,
      isVersionPublic: makePublicVersions(around.site),
      slots: makeEndpointSlots(),
      countAttempt: () => {},
      countUnreachable: () => {},
      siteUrl: SITE_URL,
    };
    return (event, ending) =>
      runBatch(event, {
        parse: readDelivery,
        handle: ({ message }) => deliverPrompt(deps, message),
        ...ending,
      });
  },
};

/** One minute of the clock function. */
export async function runTick(around: Surroundings): Promise<void> {
  await tick(around);
}

/** The same without its sweeps. */
export async function runDue(around: Surroundings): Promise<void> {
  await promptDue(around);
}

/** Which function reads a queue. */
export const READER: Readonly<Record<string, string>> = {
  uploads: 'ingest',
  changes: 'announce',
  feeds: 'publish',
  urgent: 'deliver',
  deliveries: 'deliver',
  bulk: 'deliver',
};
