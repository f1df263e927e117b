import { isSameMark, type Holder } from '#domain/webhook/holder.ts';
import { owedByMail } from '#domain/webhook/owed-by-mail.ts';
import { removalMail, type Unreached } from '#domain/webhook/removal-mail.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { DeliverDeps } from './deliver-deps.ts';

/**
 * Writes to a partner that a release must go, where no webhook tells it: its endpoint was removed, is disabled, or did
 * not take it. HOLDER says so after the mail was taken, so that
 * a redo writes once more rather than never.
 */
export async function mailRemoval(
  deps: Pick<DeliverDeps, 'holders' | 'mailer' | 'partners' | 'releases' | 'siteUrl'>,
  { releaseId, endpointId }: { releaseId: string; endpointId: string },
): Promise<string> {
  const { holders, partners } = deps;
  const latest = await deps.releases.getHead(releaseId);
  const holder = await holders.getHolder(releaseId, endpointId);
  const owed = latest && owedByMail(latest, holder);
  if (latest === undefined || holder === undefined || owed === undefined) return 'over';
  const addressee = await addresseeOf(
    partners,
    endpointId,
    isSameMark(holder.failed, owed) && isOver(holder),
  );
  if (typeof addressee === 'string') return addressee;
  const { to, endpoint } = addressee;
  await deps.mailer.send({ to, ...removalMail({ latest, holder, endpoint, siteUrl: deps.siteUrl }) });
  return untilWritten('a holder', async () => {
    const stored = await holders.getHolder(releaseId, endpointId);
    if (stored === undefined) return 'mailed';
    const next = { ...stored, mailed: owed, rev: stored.rev + 1 };
    return (await holders.putHolder(next, stored.rev)) === 'written' ? 'mailed' : undefined;
  });
}

function isOver({ failed }: Holder): boolean {
  return failed?.over === true;
}

/** Whom to write to, and of which endpoint; or why nobody is written to. */
async function addresseeOf(
  partners: DeliverDeps['partners'],
  endpointId: string,
  isGivenUp: boolean,
): Promise<{ to: string; endpoint: Unreached } | 'reachable' | 'nobody-known'> {
  const endpoint = await partners.getEndpoint(endpointId);
  if (endpoint !== undefined) {
    if (endpoint.state !== 'disabled' && !isGivenUp) return 'reachable';
    const partner = await partners.getPartner(endpoint.partnerId);
    if (partner === undefined) return 'nobody-known';
    const { host } = new URL(endpoint.url);
    const how = endpoint.state === 'disabled' ? 'disabled' : 'given-up';
    return { to: partner.contactEmail, endpoint: { endpointId, host, how } };
  }
  const former = await partners.getFormerEndpoint(endpointId);
  if (former === undefined) return 'nobody-known';
  const to = (await partners.getPartner(former.partnerId))?.contactEmail ?? former.contactEmail;
  const { host, removedAt } = former;
  return { to, endpoint: { endpointId, host, how: { removedAt } } };
}
