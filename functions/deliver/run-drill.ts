import { createHash } from 'node:crypto';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import { toBase64 } from '#domain/webhook/base64.ts';
import { DRILL, gradeOf, type DrillStep } from '#domain/webhook/drill.ts';
import { testIdOf } from '#domain/webhook/ids.ts';
import { sampleWebhook } from '#domain/webhook/sample.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { goOnLater } from './go-on-later.ts';
import { sendSigned, webhookFor, type SentWebhook } from './send-signed.ts';

const STALE_MS = 3_600_000;

/**
 * Sends the requests of a drill one after the other and grades each answer. A step is graded before the next begins, so
 * that a run that is cut off goes on where it was.
 */
export async function runDrill(
  deps: DeliverDeps,
  { endpointId, drillId }: { endpointId: string; drillId: string },
  hasTime: () => boolean,
): Promise<string> {
  for (;;) {
    const drill = await deps.jobs.getDrill(endpointId, drillId);
    const endpoint = await deps.partners.getEndpoint(endpointId);
    // A URL that changed meanwhile has proved nothing yet.
    if (drill === undefined || endpoint?.verifiedAt === undefined) return 'gone';
    const step = DRILL[drill.grades.length];
    if (step === undefined) return 'done';
    if (!hasTime()) {
      const place = { at: drill.at, n: `${drillId}.${drill.rev}` };
      await goOnLater(deps, { prompt: 'drill', endpointId, drillId }, place);
      return 'goes-on';
    }
    const { outcome } = await sendStep(deps, endpoint, { step, at: drill.at });
    const grades = [...drill.grades, gradeOf(step, outcome, drill.grades)];
    const graded = { ...drill, grades, rev: drill.rev + 1 };
    if ((await deps.jobs.putDrill(graded, drill.rev)) === 'refused') return 'elsewhere';
  }
}

async function sendStep(
  deps: DeliverDeps,
  endpoint: Endpoint,
  { step, at }: { step: DrillStep; at: string },
): Promise<SentWebhook> {
  const { endpointId, format } = endpoint;
  const { event, version } = step;
  const id = testIdOf(endpointId, at, `drill.${step.id}`);
  const sample = sampleWebhook({ id, endpointId, event, version, format, at, siteUrl: deps.siteUrl });
  const webhook = await webhookFor(deps, endpoint, sample);
  const secrets = step.wrong === 'forged' ? [forgedSecret(id)] : webhook.secrets;
  const agoMs = step.wrong === 'stale' ? STALE_MS : 0;
  const clock = { now: () => deps.clock.now() - agoMs };
  return sendSigned({ ...deps, clock }, endpoint, { ...webhook, secrets });
}

/** A secret that anybody could have: it is made of what every receiver sees. */
function forgedSecret(id: string): string {
  return `whsec_${toBase64(createHash('sha256').update(`forged ${id}`).digest())}`;
}
