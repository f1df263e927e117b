import { decidePulse } from '#domain/pulse/decide-pulse.ts';
import { PULSE_KEY, PULSE_RECEIPT_KEY, pulseText } from '#domain/pulse/pulse.ts';
import type { Clock } from '#ports/clock.ts';
import type { ObjectStore } from '#ports/object-store.ts';

type PulseDeps = {
  clock: Clock;
  /** The drop bucket as a store of objects. */
  dropped: Pick<ObjectStore, 'head' | 'put'>;
  /** Notes how long the answer to the last pulse took, or how old it is without one. */
  notePulse: (seconds: number) => void;
  noteFailed: (error: unknown) => void;
};

/**
 * Looks at the answer to the last pulse and puts the next one (ADR 32): what S3 tells, the queue and ingest are seen to
 * work while no author uploads. It remembers nothing: a tick that dies is made up for by the next. Never throws: what the
 * clock is for does not wait for it, and a pulse that is silent rings by itself.
 */
export async function pulse(deps: PulseDeps): Promise<void> {
  try {
    await lookAndPut(deps);
  } catch (error) {
    deps.noteFailed(error);
  }
}

async function lookAndPut({ clock, dropped, notePulse }: PulseDeps): Promise<void> {
  const nowMs = clock.now();
  const last = await dropped.head(PULSE_KEY);
  const receipt = last && (await dropped.head(PULSE_RECEIPT_KEY));
  const { 'uploaded-at': uploadedAt = '', would = '' } = receipt?.metadata ?? {};
  const answer = receipt && { uploadedAt, at: receipt.lastModified, would };
  const decision = decidePulse({ nowMs, put: last?.lastModified, answer });
  if (decision.seconds !== undefined) notePulse(decision.seconds);
  if (!decision.put) return;
  const body = pulseText(new Date(nowMs).toISOString());
  await dropped.put(PULSE_KEY, { body, contentType: 'text/markdown; charset=utf-8' }, 'always');
}
