import { commandSchema, type Command } from '#domain/release/command.ts';
import { decideCommand, type CommandDecision } from '#domain/release/decide-command.ts';
import type { Head } from '#domain/release/head.ts';
import { plusSeconds } from '#domain/release/instant.ts';
import type { Source } from '#domain/release/source.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { killContent } from './kill-content.ts';
import { markTaken } from './mark-taken.ts';
import { putSameContent } from './put-same-content.ts';
import { untilWritten } from '#platform/until-written.ts';

const MAX_COMMAND_BYTES = 64 * 1024;

/** A command for a release that is not known yet waits this long before it is looked at again. */
const WAIT_SECONDS = 600;

/**
 * Carries out an operator's command object (SEMANTICS "ingest", Commands). Its first version that can be read counts, and
 * no later one. One that cannot be read goes to the dead letters, where somebody sees it; mended under the same key, it
 * is carried out.
 */
export async function foldCommand(deps: IngestDeps, key: string, wake: Wake): Promise<void> {
  const versions = (await deps.drop.listVersions(key)).filter(({ marker }) => !marker);
  const source = await deps.sources.getSource(key);
  const newest = versions.at(-1);
  if (newest === undefined || isCarriedOut(source)) return;
  const read = await firstReadable(deps, key, versions);
  if (read === undefined) {
    if (source?.taken?.versionId === newest.versionId) return;
    await deps.prompts.send('uploadsDead', [{ prompt: 'key', key }]);
    await markTaken(deps, key, newest, versions);
    return;
  }
  const { command, version } = read;
  if ((await deps.releases.getHead(command.releaseId)) === undefined) {
    await waitFor(deps, key, version.at, wake);
    return noteRelease(deps, key, command.releaseId);
  }
  await untilWritten(key, () => applyCommand(deps, command, key, version, wake));
  await carryOutEffects(deps, command.releaseId, wake);
  await noteRelease(deps, key, command.releaseId);
  await markTaken(deps, key, newest, versions);
}

/** One that was taken without a release could not be read. */
function isCarriedOut(source: Source | undefined): boolean {
  return source?.taken !== undefined && source.releaseId !== undefined;
}

async function firstReadable(
  deps: IngestDeps,
  key: string,
  versions: readonly DropVersion[],
): Promise<{ command: Command; version: DropVersion } | undefined> {
  for (const version of versions) {
    const command = await readCommand(deps, key, version);
    if (command !== undefined) return { command, version };
  }
  return undefined;
}

async function readCommand(
  deps: IngestDeps,
  key: string,
  version: DropVersion,
): Promise<Command | undefined> {
  const bytes = await deps.drop.read(key, version.versionId, MAX_COMMAND_BYTES);
  if (bytes === undefined) return undefined;
  try {
    return commandSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

/** The times that it is looked at again follow from the command: however many prompts come, the next item is one. */
export async function waitFor(deps: IngestDeps, key: string, at: string, wake: Wake): Promise<void> {
  const waitedSeconds = Math.max(0, wake.firstReceivedMs - Date.parse(at)) / 1000;
  const look = Math.floor(waitedSeconds / WAIT_SECONDS) + 1;
  await deps.due.putDue({
    dueAt: plusSeconds(at, look * WAIT_SECONDS),
    kind: 'command',
    id: key,
    n: String(look),
    queue: 'uploads',
    prompt: { prompt: 'key', key },
  });
}

/** Which release a command is for: written after the due item of one that waits, and before it is taken. */
async function noteRelease(deps: IngestDeps, key: string, releaseId: string): Promise<void> {
  await untilWritten(key, async () => {
    const source = await deps.sources.getSource(key);
    if (source?.releaseId !== undefined) return 'done';
    const rev = source?.rev ?? 0;
    const next = { ...source, key, rev: rev + 1, releaseId };
    return (await deps.sources.putSource(next, rev)) === 'written' ? 'done' : undefined;
  });
}

async function applyCommand(
  deps: IngestDeps,
  command: Command,
  key: string,
  { at, versionId }: DropVersion,
  wake: Wake,
): Promise<'done' | undefined> {
  const head = await deps.releases.getHead(command.releaseId);
  if (head === undefined) return 'done';
  // In the same round as LATEST: a text that is folded between the two would be killed without its words.
  if (command.command === 'kill') await killContent(deps, head, at);
  const decision = decideCommand({ kind: command.command, at }, head);
  const written = await apply(
    deps,
    { head, decision, at, origin: { by: 'command', key, versionId } },
    command,
    wake,
  );
  return written === 'written' ? 'done' : undefined;
}

type Application = {
  head: Head;
  decision: CommandDecision;
  at: string;
  origin: { by: 'command'; key: string; versionId: string };
};

async function apply(
  deps: IngestDeps,
  { head, decision, at, origin }: Application,
  command: Command,
  wake: Wake,
): Promise<'written' | 'refused'> {
  switch (decision.kind) {
    case 'nothing':
      return 'written';
    case 'record-withdrawal': {
      const withdrawn = { at, by: 'command', reason: command.reason } as const;
      return deps.releases.putHead({ ...head, rev: head.rev + 1, withdrawn }, head.rev);
    }
    case 'version': {
      const { state, changeKind: kind, by } = decision;
      // Why an operator confirms an author's deletion is no word to the public.
      const note = by === 'command' ? command.reason : undefined;
      const withdrawn = { at, by, ...(note === undefined ? {} : { reason: note }) };
      const marked = state === 'killed' ? { killed: { at, reason: command.reason } } : { withdrawn };
      const change = { state, kind, at, origin, ...(note === undefined ? {} : { note }) };
      return putSameContent(deps, { ...head, ...marked }, change, wake);
    }
  }
}
