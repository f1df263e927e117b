import type { Endpoint } from '#domain/partner/endpoint.ts';
import { decideAfterAttempt, type Plan } from '#domain/webhook/decide.ts';
import { isSameMark, type Holder } from '#domain/webhook/holder.ts';
import { holderAfterTold, holderAfterTry } from '#domain/webhook/holder-after.ts';
import { eventTimeOf } from '#domain/webhook/ids.ts';
import { TransientError } from '#platform/errors.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { retryOf, type Situation } from './situation.ts';
import { disableEndpoint } from './disable-endpoint.ts';
import { logAttempt, type AttemptToLog } from './log-attempt.ts';
import { noteHealth } from './note-health.ts';
import { planRetry } from './plan-retry.ts';
import { planFirstLook } from './removal.ts';
import { reportUnreached } from './report-unreached.ts';
import { sendSigned, type SentWebhook, type Webhook } from './send-signed.ts';
import { settleHolder } from './settle-holder.ts';
import { takeBack, type Trying } from './trying.ts';

/** A mail about what was given up is written only where HOLDER says that it was. */
const UNTIL_HOLDER_SAYS_SO_SECONDS = 60;

type Failed = NonNullable<Holder['failed']>;

/** One request and what follows from it (SEMANTICS "deliver" 4 and 5). Gives a word for what came of it. */
export async function sendRelease(
  deps: DeliverDeps,
  situation: Situation,
  { trying, webhook }: { trying: Trying; webhook: Webhook },
): Promise<string> {
  const { endpoint, health, holder, latest, telling, replay } = situation;
  const startedAt = deps.clock.now();
  const sent = await sendOrTakeBack(deps, situation, { trying, webhook });
  const failed = isSameMark(holder?.failed, telling) ? holder?.failed : undefined;
  const { attempt: number } = trying.trying;
  const firstAt = failed?.firstAt ?? new Date(startedAt).toISOString();
  const eventTime = eventTimeOf(latest.updatedAt);
  const plan = decideAfterAttempt({
    outcome: sent.outcome,
    attempt: {
      releaseId: latest.releaseId,
      version: telling.version,
      event: telling.event,
      number,
      burnt: failed?.burnt ?? 0,
      firstAt,
      eventTime,
      ...(health?.goneAt === undefined ? {} : { goneAt: health.goneAt }),
    },
    endpoint: replay === undefined ? endpoint : withoutMaxAge(endpoint),
    now: deps.clock.now(),
  });
  const mark = { version: telling.version, event: telling.event };
  const counted: Failed = {
    ...mark,
    attempts: number,
    burnt: failed?.burnt ?? 0,
    firstAt,
    ...(replay === undefined ? {} : { replay }),
  };
  await apply(deps, { situation, trying, plan, sent, failed: counted, id: webhook.id, eventTime });
  await noteHealth(deps, health, {
    endpointId: endpoint.endpointId,
    plan,
    leaseId: latest.releaseId,
    startedAt,
  });
  return plan.kind;
}

/** Whoever asks for a replay asks for what is old. */
function withoutMaxAge({ maxAgeSeconds: _age, ...endpoint }: Endpoint): Endpoint {
  return endpoint;
}

/** Our own fault is no attempt: what stood before stands again, and the message comes back. */
async function sendOrTakeBack(
  deps: DeliverDeps,
  { endpoint, holder }: Situation,
  { trying, webhook }: { trying: Trying; webhook: Webhook },
): Promise<SentWebhook> {
  try {
    return await sendSigned(deps, endpoint, webhook);
  } catch (error) {
    if (error instanceof TransientError) await takeBack(deps, holder, trying);
    throw error;
  }
}

type Came = {
  situation: Situation;
  trying: Trying;
  plan: Plan;
  sent: SentWebhook;
  failed: Failed;
  id: string;
  eventTime: string;
};

async function apply(deps: DeliverDeps, came: Came): Promise<void> {
  const { situation, trying, plan, failed } = came;
  switch (plan.kind) {
    case 'told':
      await log(deps, came, { state: 'delivered' });
      await planFirstLook(deps, trying);
      return settleHolder(deps, trying, (holder, isMine) => toldOf(holder, isMine, came));
    case 'retry': {
      const counted = { ...failed, burnt: plan.burnt };
      await settleHolder(deps, trying, (holder, isMine) =>
        isMine
          ? { ...holderAfterTry(holder, situation.holder, plan.arrived), failed: counted, next: plan.at }
          : undefined,
      );
      const after = { ...situation, holder: { ...trying, failed: counted } };
      await planRetry(deps, retryOf(after, plan.at));
      return log(deps, came, { state: 'retrying', next: plan.at });
    }
    case 'give-up':
      await giveUp(deps, came, plan.arrived);
      return log(deps, came, { state: 'failed', ended: plan.ending });
    case 'disable':
      await deps.holders.putParked(trying.endpointId, trying.releaseId);
      await disableEndpoint(deps, trying.endpointId, plan.why);
      await settleHolder(deps, trying, (holder, isMine) =>
        isMine ? { ...holderAfterTry(holder, situation.holder, 'maybe'), failed } : undefined,
      );
      return log(deps, came, { state: 'failed', ended: 'disabled' });
  }
}

/**
 * What is given up is kept as what a disabled endpoint is owed, for when it is enabled. Before HOLDER says so, since
 * afterwards nobody asks any more; and after, since an endpoint enabled in between found nothing given up.
 */
async function giveUp(
  deps: DeliverDeps,
  { situation, trying, failed }: Came,
  arrived: 'no' | 'maybe',
): Promise<void> {
  const park = (): Promise<void> => deps.holders.putParked(trying.endpointId, trying.releaseId);
  await park();
  await reportUnreached(deps, situation, UNTIL_HOLDER_SAYS_SO_SECONDS);
  await settleHolder(deps, trying, (holder, isMine) =>
    isMine
      ? { ...holderAfterTry(holder, situation.holder, arrived), failed: { ...failed, over: true } }
      : undefined,
  );
  await park();
}

/** A request of another is under way: its `trying` stays, and an older version never replaces a newer one. */
function toldOf(holder: Holder, isMine: boolean, { trying, sent, situation }: Came): Holder | undefined {
  const mark = trying.trying;
  const { outcome } = sent;
  if (isMine) return holderAfterTold(holder, mark, { outcome, replay: situation.replay });
  const { version, event } = mark;
  return (holder.told?.version ?? 0) < version ? { ...holder, told: { version, event } } : undefined;
}

async function log(
  deps: DeliverDeps,
  { situation, trying, sent, id, eventTime }: Came,
  ended: Pick<AttemptToLog, 'state' | 'next' | 'ended'>,
): Promise<void> {
  const { endpoint, latest, telling } = situation;
  await logAttempt(deps, {
    endpoint,
    webhookId: id,
    eventTime,
    event: telling.event,
    about: { releaseId: latest.releaseId, uri: latest.uri, version: telling.version },
    number: trying.trying.attempt,
    sent,
    ...ended,
  });
  deps.countAttempt(ended.state);
}
