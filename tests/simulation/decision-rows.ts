import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { ReleaseDecision } from '#domain/release/decide.ts';
import type { Head, VersionMark } from '#domain/release/head.ts';
import type { Plan } from '#domain/webhook/decide.ts';
import type { Holder } from '#domain/webhook/holder.ts';
import { matches } from '#domain/webhook/matches.ts';
import type { Telling } from '#domain/webhook/telling.ts';
import { wishesAt } from '#domain/webhook/wishes-at.ts';

/** The row of the lifecycle's table. */
export function rowOfRelease(_facts: unknown, decision: ReleaseDecision): string {
  if (decision.kind === 'refused') return `refused ${decision.code}`;
  return decision.kind === 'version' ? `${decision.changeKind} → ${decision.state}` : decision.kind;
}

/** The row of what follows from an attempt. */
export function rowOfAttempt(_facts: unknown, plan: Plan): string {
  return plan.kind === 'told' ? 'told' : `${plan.kind}: ${plan.why}`;
}

type Situation = {
  latest: Head;
  versionsSince: readonly VersionMark[];
  holder: Holder | undefined;
  endpoint: Endpoint;
};

/** The row of the telling's table: LATEST, whether it matches, what was told and is being tried, and the event. */
export function rowOfTelling({ latest, holder, endpoint }: Situation, telling: Telling): string {
  const { wishes } = wishesAt(endpoint, latest.updatedAt);
  const match = matches(latest, wishes.filter) ? 'matches' : 'no match';
  const told = holder?.told === undefined ? 'nothing told' : `told ${leaves(holder.told.event)}`;
  const trying = holder?.trying === undefined ? '' : `, trying ${leaves(holder.trying.event)}`;
  const what = telling.kind === 'nothing' ? 'nothing' : telling.event.replace('release.', '');
  const advance = latest.state === 'embargoed' ? ` ${endpoint.embargo}` : '';
  return `${latest.state}${advance}, ${match}, ${told}${trying} → ${what}`;
}

function leaves(event: string): string {
  if (event === 'release.withdrawn') return 'gone';
  if (event === 'release.killed') return 'killed';
  return event === 'release.embargoed' ? 'advance' : 'live';
}
