import { owedByMail } from '#domain/webhook/owed-by-mail.ts';
import { removalMail } from '#domain/webhook/removal-mail.ts';
import { untilWritten } from '#platform/until-written.ts';
import type { DeliverDeps } from './deliver-deps.ts';

/**
 * Writes to the partner of a removed endpoint that a release must go. HOLDER says so after the mail was taken, so that
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
  if ((await partners.getEndpoint(endpointId)) !== undefined) return 'reachable';
  const former = await partners.getFormerEndpoint(endpointId);
  if (former === undefined) return 'nobody-known';
  const to = (await partners.getPartner(former.partnerId))?.contactEmail ?? former.contactEmail;
  await deps.mailer.send({ to, ...removalMail({ latest, holder, former, siteUrl: deps.siteUrl }) });
  return untilWritten('a holder', async () => {
    const stored = await holders.getHolder(releaseId, endpointId);
    if (stored === undefined) return 'mailed';
    const next = { ...stored, mailed: owed, rev: stored.rev + 1 };
    return (await holders.putHolder(next, stored.rev)) === 'written' ? 'mailed' : undefined;
  });
}
