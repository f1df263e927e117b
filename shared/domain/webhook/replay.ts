import * as z from 'zod/mini';
import { feedPointerSchema } from '../feed/feed-entry.ts';
import type { Endpoint } from '../partner/endpoint.ts';
import type { Holder } from './holder.ts';
import { LONG_AGO } from './wishes-at.ts';

export const replayStateSchema = z.enum(['delivered', 'failed', 'never']);

/**
 * `ENDPOINT#<id>` / `REPLAY#<replayId>`: a job that prompts again what an endpoint was told (`delivered`), what was
 * given up (`failed`), and what it was never told of though it matches (`never`: all there is, for a new endpoint).
 * Deliveries come before releases, each by pages, newest first; `seen` and `prompted` say how far it has come.
 */
export const replaySchema = z.object({
  endpointId: z.string(),
  replayId: z.string(),
  states: z.array(replayStateSchema),
  since: z.exactOptional(z.string()),
  until: z.exactOptional(z.string()),
  state: z.enum(['running', 'done']),
  afterDelivery: z.exactOptional(z.object({ eventTime: z.string(), deliveryId: z.string() })),
  deliveriesDone: z.exactOptional(z.boolean()),
  afterPointer: z.exactOptional(feedPointerSchema),
  seen: z.int(),
  prompted: z.int(),
  createdAt: z.string(),
  rev: z.int(),
  expiresAtSeconds: z.int(),
});
export type Replay = z.infer<typeof replaySchema>;

/**
 * A holder with a new budget: what was given up is tried as often as a new webhook. Its attempts go on being counted,
 * since each has its place in the log.
 */
export function withNewBudget(holder: Holder): Holder {
  const { failed, next: _next, ...rest } = holder;
  if (failed === undefined) return holder;
  const { over: _over, firstAt: _first, replay: _replay, ...counted } = failed;
  return { ...rest, failed: { ...counted, burnt: 0 } };
}

/** The same for a replay, once, however often its prompt comes. */
export function withBudgetFor(holder: Holder | undefined, replayId: string): Holder | undefined {
  if (holder?.failed === undefined || holder.failed.replay === replayId) return holder;
  const fresh = withNewBudget(holder);
  return fresh.failed === undefined ? fresh : { ...fresh, failed: { ...fresh.failed, replay: replayId } };
}

/**
 * What `decideTelling` has to be asked with, so that a replay says again what was told (while `trying` stands there is
 * always something to tell), and says for the first time what is older than the endpoint's wishes.
 */
export function askedAgain<T extends { holder: Holder | undefined; endpoint: Endpoint }>(situation: T): T {
  const { holder, endpoint } = situation;
  const { wishesSince: _, earlierWishes: _earlier, ...rest } = endpoint;
  const told = holder?.told;
  const trying = holder?.trying ?? (told && { ...told, attempt: 0 });
  return {
    ...situation,
    endpoint: { ...rest, createdAt: LONG_AGO },
    ...(holder && trying ? { holder: { ...holder, trying } } : {}),
  };
}
