import { conversionKey, type Conversion } from '#domain/formats/conversion.ts';
import type { ConvertPrompt } from '#domain/prompt/prompt.ts';
import { GIVEN_UP, type BatchRecord } from '#platform/batch.ts';
import type { ConvertDeps } from './convert-deps.ts';
import { convertVersion } from './convert-version.ts';
import { isGivenUp } from './give-up.ts';

/** Stands in the place of what could not be opened, for this version of its key alone. */
const NOT_OPENED: Conversion = { watched: '', findings: [{ code: 'E_NOT_OPENED' }], pictures: [] };

type Received = Pick<BatchRecord<ConvertPrompt>, 'message' | 'receiveCount' | 'receivedAtMs'>;

/**
 * Opens a version, or says in its place, without another try, that it cannot be opened: its author is answered, and the
 * next version of the key no longer waits for it. `GIVEN_UP` then, for a person to look at.
 */
export async function convertOrAnswer(
  deps: ConvertDeps,
  { message, receiveCount, receivedAtMs }: Received,
): Promise<typeof GIVEN_UP | void> {
  if (!isGivenUp({ receiveCount, receivedAtMs, nowMs: deps.clock.now() }))
    return convertVersion(deps, message);
  const { key, versionId } = message;
  const body = JSON.stringify(NOT_OPENED);
  const place = conversionKey(key, versionId);
  const { written } = await deps.converted.put(place, { body, contentType: 'application/json' }, 'ifAbsent');
  await deps.prompts.send('uploads', [{ prompt: 'key', key }]);
  return written === 'written' ? GIVEN_UP : undefined;
}
