import { owedByMail } from '#domain/webhook/owed-by-mail.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import type { Situation } from './situation.ts';

/** Counts a holder of what must not be used any more that no webhook reaches, and has its partner written to. */
export async function reportUnreached(
  deps: Pick<DeliverDeps, 'countUnreachable' | 'prompts'>,
  { endpoint, holder, latest }: Pick<Situation, 'endpoint' | 'holder' | 'latest'>,
  delaySeconds = 0,
): Promise<void> {
  if (owedByMail(latest, holder) === undefined) return;
  const { endpointId } = endpoint;
  const { releaseId } = latest;
  deps.countUnreachable(endpointId);
  await deps.prompts.send('urgent', [{ prompt: 'mail-removal', releaseId, endpointId }], { delaySeconds });
}
