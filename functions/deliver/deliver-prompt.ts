import type { DeliveryPrompt } from '#domain/prompt/prompt.ts';
import { GIVEN_BACK } from '#platform/batch.ts';
import { challengeEndpoint } from './challenge.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { deliverRelease } from './deliver-release.ts';
import { distributeTopic } from './distribute-topic.ts';
import { enableEndpoint } from './enable.ts';
import { mailPartner } from './mail-partner.ts';
import { notifySubscriber } from './notify-subscriber.ts';
import { mailReceipt } from './mail-receipt.ts';
import { mailRemoval } from './mail-removal.ts';
import { lookForRemoval } from './removal.ts';
import { runDrill } from './run-drill.ts';
import { runReplay } from './run-replay.ts';
import { testEndpoint } from './test-endpoint.ts';
import { verifyIntent } from './verify-intent.ts';

/** What became of a prompt, for its log line. */
export type Delivered = {
  did: string;
  releaseId?: string;
  endpointId?: string;
  feedId?: string;
  callbackId?: string;
};

/**
 * A request may take 15 s, and what follows from it must be written. With less left the function would be cut off in
 * the middle, and everything else of its batch would come again with it.
 */
const LEAST_MS = 18_000;

/**
 * Deliver: what the message names, be it an endpoint's next webhook, its challenge or what was parked for it, a
 * WebSub topic and its subscribers, or a mail about a receipt. A prompt that cannot be begun in time (`timeLeftMs`, asked once a slot is free) is
 * given back.
 */
export async function deliverPrompt(
  deps: DeliverDeps,
  message: DeliveryPrompt,
  timeLeftMs: () => number = () => Infinity,
): Promise<Delivered | typeof GIVEN_BACK> {
  const hasTime = (): boolean => timeLeftMs() >= LEAST_MS;
  return deps.slots(doorOf(message), async () => {
    if (!hasTime()) return GIVEN_BACK;
    return { did: await carryOut(deps, message, hasTime), ...named(message) };
  });
}

async function carryOut(deps: DeliverDeps, message: DeliveryPrompt, hasTime: () => boolean): Promise<string> {
  switch (message.prompt) {
    case 'deliver':
      return deliverRelease(deps, message);
    case 'challenge':
      return challengeEndpoint(deps, message.endpointId);
    case 'enable':
      return enableEndpoint(deps, message.endpointId);
    case 'mail':
      return mailPartner(deps, message.endpointId, message);
    case 'mail-removal':
      return mailRemoval(deps, message);
    case 'mail-receipt':
      return mailReceipt(deps, message);
    case 'test':
      return testEndpoint(deps, message);
    case 'replay':
      return runReplay(deps, message, hasTime);
    case 'drill':
      return runDrill(deps, message, hasTime);
    case 'removal':
      return lookForRemoval(deps, message);
    case 'distribute':
      return distributeTopic(deps, message);
    case 'notify':
      return notifySubscriber(deps, message);
    case 'verify':
      return verifyIntent(deps, message);
  }
}

/** Whose slots a prompt needs. */
function doorOf(message: DeliveryPrompt): string {
  if ('endpointId' in message) return message.endpointId;
  if ('receiptId' in message) return message.newsroom;
  return 'callbackId' in message ? message.callbackId : message.feedId;
}

function named(message: DeliveryPrompt): Omit<Delivered, 'did'> {
  return {
    ...('endpointId' in message ? { endpointId: message.endpointId } : {}),
    ...('releaseId' in message ? { releaseId: message.releaseId } : {}),
    ...('feedId' in message ? { feedId: message.feedId } : {}),
    ...('callbackId' in message ? { callbackId: message.callbackId } : {}),
  };
}
