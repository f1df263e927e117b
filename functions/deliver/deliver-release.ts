import type { Head } from '#domain/release/head.ts';
import { versionJsonKey } from '#domain/site/paths.ts';
import { isSameMark } from '#domain/webhook/holder.ts';
import { deliveryIdOf, eventTimeOf, webhookIdOf } from '#domain/webhook/ids.ts';
import { askedAgain, withBudgetFor } from '#domain/webhook/replay.ts';
import type { Telling } from '#domain/webhook/telling.ts';
import { readTelling } from '#platform/read-telling.ts';
import { untilWritten } from '#platform/until-written.ts';
import { admit } from './admit.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { planRetry } from './plan-retry.ts';
import { putOff } from './put-off.ts';
import { releaseWebhook } from './release-webhook.ts';
import { reportUnreached } from './report-unreached.ts';
import { sendRelease } from './send-release.ts';
import { retryOf, type Situation } from './situation.ts';
import { beginTrying, takeBack } from './trying.ts';

type Named = { releaseId: string; endpointId: string; replay?: string };

/**
 * Tells one endpoint the newest truth of one release, or plans when to (SEMANTICS "deliver"). Gives a word for what
 * came of it. A replay tells it once more, or for the first time what is older than the endpoint's wishes.
 *
 * @throws TransientError when holder or release never stood still.
 */
export async function deliverRelease(deps: DeliverDeps, named: Named): Promise<string> {
  return untilWritten('a holder', () => oneRound(deps, named));
}

/** Undefined: something changed under it, read and decide again. */
async function oneRound(deps: DeliverDeps, named: Named): Promise<string | undefined> {
  const situation = await readSituation(deps, named);
  if (situation === undefined) return 'nothing';
  if (situation.endpoint.state !== 'active') return park(deps, situation);
  const planned = await isPlanned(deps, situation);
  if (planned !== undefined) return planned;
  if (!(await isFetchable(deps, situation))) return 'not-public-yet';

  const webhook = await releaseWebhook(deps, situation);
  const admission = await admit(deps, situation);
  if ('waitUntil' in admission) {
    const waits = await putOff(deps, situation, admission.waitUntil);
    return waits === 'again' ? undefined : waits;
  }
  const { admitted } = admission;
  const trying = await beginTrying(deps, admitted);
  if (trying === undefined) return undefined;
  const latest = await deps.releases.getHead(named.releaseId);
  if (latest === undefined || !(await isDecidedAlike(deps, admitted, latest))) {
    await takeBack(deps, admitted.holder, trying);
    return undefined;
  }
  return sendRelease(deps, { ...admitted, latest }, { trying, webhook });
}

/** HOLDER before LATEST: either this sees a kill, or the kill sees the holder. Undefined: nothing to tell. */
async function readSituation(
  deps: DeliverDeps,
  { releaseId, endpointId, replay }: Named,
): Promise<Situation | undefined> {
  const endpoint = await deps.partners.getEndpoint(endpointId);
  if (endpoint === undefined) return undefined;
  const stored = await deps.holders.getHolder(releaseId, endpointId);
  if (replay !== undefined && stored?.replayed === replay) return undefined;
  const holder = replay === undefined ? stored : withBudgetFor(stored, replay);
  const latest = await deps.releases.getHead(releaseId);
  if (latest === undefined) return undefined;
  const telling = await tellingOf(deps, { latest, holder, endpoint }, replay);
  if (telling.kind === 'nothing') return undefined;
  const health = await deps.partners.getHealth(endpointId);
  const situation = { endpoint, health, holder, latest, telling };
  if (replay === undefined) return situation;
  return { ...situation, replay, attempted: await attemptsOf(deps, situation) };
}

function tellingOf(
  deps: DeliverDeps,
  asked: Pick<Situation, 'latest' | 'holder' | 'endpoint'>,
  replay: string | undefined,
): Promise<Telling> {
  return readTelling(deps.releases, replay === undefined ? asked : askedAgain(asked));
}

/** What was told has forgotten its attempts; its log has not. */
async function attemptsOf(deps: DeliverDeps, { endpoint, latest, telling }: Situation): Promise<number> {
  const { endpointId } = endpoint;
  const eventTime = eventTimeOf(latest.updatedAt);
  const deliveryId = deliveryIdOf(endpointId, eventTime, webhookIdOf(latest.releaseId, telling, endpointId));
  return (await deps.holders.getDelivery(endpointId, eventTime, deliveryId))?.attempts ?? 0;
}

/** Enabled between the first read and the parked item, `enable` may have looked too early: then it goes on here. */
async function park(deps: DeliverDeps, situation: Situation): Promise<string | undefined> {
  const { endpoint, latest } = situation;
  await deps.holders.putParked(endpoint.endpointId, latest.releaseId);
  const now = await deps.partners.getEndpoint(endpoint.endpointId);
  if (now?.state === 'active') return undefined;
  if (now?.state === 'disabled') await reportUnreached(deps, situation);
  return 'parked';
}

/**
 * A retry that is planned, or a request under way for the same webhook. A due item alone would be lost: the clock may
 * be about to delete the very item whose prompt came early.
 */
async function isPlanned(deps: DeliverDeps, situation: Situation): Promise<string | undefined> {
  const { holder, telling } = situation;
  const nowMs = deps.clock.now();
  const isAhead = (time: string | undefined): time is string =>
    time !== undefined && Date.parse(time) > nowMs;
  if (isAhead(holder?.next) && isSameMark(holder?.failed, telling)) {
    await planRetry(deps, retryOf(situation, holder.next));
    return 'planned';
  }
  if (isAhead(holder?.trying?.until) && isSameMark(holder.trying, telling)) {
    await planRetry(deps, retryOf(situation, holder.trying.until));
    return 'under-way';
  }
  return undefined;
}

/** What a webhook links to must be there (docs/adr/0002); the announcement after ingest's effects brings it again. */
async function isFetchable(deps: DeliverDeps, { latest, telling }: Situation): Promise<boolean> {
  switch (telling.event) {
    case 'release.withdrawn':
    case 'release.killed':
    case 'release.embargoed':
      return true;
    case 'release.published':
    case 'release.updated':
    case 'release.corrected':
      if (latest.firstPublicAt === undefined) return true;
      return deps.isVersionPublic(versionJsonKey(latest, latest.version));
  }
}

async function isDecidedAlike(deps: DeliverDeps, situation: Situation, latest: Head): Promise<boolean> {
  const { endpoint, holder, telling, replay } = situation;
  if (latest.rev === situation.latest.rev) return true;
  const now = await tellingOf(deps, { latest, holder, endpoint }, replay);
  return now.kind === 'tell' && isSameMark(now, telling);
}
