import { parseDropKey } from '#domain/formats/key.ts';
import type { Source } from '#domain/release/source.ts';
import type { ClockDeps } from './clock-deps.ts';

const PAGE = 1000;
const CURSOR = 'sweep-keys';

/** An upload that is younger is on its way by itself. */
const SETTLE_MS = 120_000;

/** What authors uploaded, operators commanded, and what is to be checked; the cursor goes round. */
const PREFIXES = ['incoming/', 'commands/', 'check/'] as const;
const FIRST_PREFIX = PREFIXES[0];

/**
 * One page of the drop bucket's keys against SOURCE: a key whose newest version is not taken had its event lost, and
 * is prompted. One that was changed within the last minutes is still on its way and is left to its own prompt.
 */
export async function sweepKeys(deps: ClockDeps): Promise<void> {
  const { prefix, after } = place(await deps.cursors.getCursor(CURSOR));
  const page = await deps.drop.listNewest(prefix, { limit: PAGE, ...(after === undefined ? {} : { after }) });
  const settledMs = deps.clock.now() - SETTLE_MS;
  for (const newest of page) {
    if (Date.parse(newest.at) > settledMs || parseDropKey(newest.key).kind === 'ignored') continue;
    const source = await deps.sources.getSource(newest.key);
    const taken = source?.taken;
    if (taken?.versionId === newest.versionId) continue;
    if (isWaiting(source, newest.versionId, settledMs)) continue;
    const isOfCommand = newest.key.startsWith('commands/') && source?.releaseId !== undefined;
    // What came later under the key of a command that was carried out counts for nothing.
    if (isOfCommand && taken !== undefined) continue;
    // A command that waits for a release that is not known yet is asked again, and nothing was lost.
    if (!isOfCommand) deps.countRepair('lost-upload');
    await deps.prompts.send('uploads', [{ prompt: 'key', key: newest.key }]);
  }
  const last = page.at(-1)?.key;
  const position = page.length === PAGE ? last : nextPrefix(prefix);
  await deps.cursors.putCursor(CURSOR, position);
}

/** A text that waits for a picture is asked again by its own due item. */
function isWaiting(source: Source | undefined, versionId: string, settledMs: number): boolean {
  const { waits } = source ?? {};
  return waits?.versionId === versionId && Date.parse(waits.until) > settledMs;
}

function place(cursor: string | undefined): { prefix: string; after?: string } {
  if (cursor === undefined) return { prefix: FIRST_PREFIX };
  const prefix = PREFIXES.find((one) => cursor.startsWith(one)) ?? FIRST_PREFIX;
  return cursor === prefix ? { prefix } : { prefix, after: cursor };
}

function nextPrefix(prefix: string): string {
  return PREFIXES[PREFIXES.findIndex((one) => one === prefix) + 1] ?? FIRST_PREFIX;
}
