import { isCareful, isIsolated } from '../world/script.ts';
import { markerOf } from '../world/corpus.ts';
import type { World } from '../world/world.ts';
import type { Release, Truth, Upload } from './truth.ts';

/** What the table must be, folded once more from what people did, whatever the order of events was (I2, I4). */
export function checkLog(world: World, truth: Truth): void {
  checkReceipts(world, truth);
  for (const release of truth.releases) {
    checkKills(world, truth, release);
    checkState(world, truth, release);
  }
  if (isIsolated(world.seed)) checkEveryStoryIsThere(world, truth);
}

/** Every author is answered. */
function checkReceipts({ violations }: World, { uploads }: Truth): void {
  for (const { key, version, story, receipt } of uploads) {
    if (version.marker) continue;
    if (receipt === undefined) violations.add('an upload without a receipt', `${key} ${version.versionId}`);
    else if (story === undefined && !['refused', 'superseded'].includes(receipt.state))
      violations.add('a poison file was taken in', key);
  }
}

function checkKills({ violations }: World, { commands, releases, uploads }: Truth, { head }: Release): void {
  const isOrdered = commands.some(({ what, releaseId }) => what === 'kill' && releaseId === head.releaseId);
  if (isOrdered && head.state !== 'killed') violations.add('a kill was lost', head.releaseId);
  const killed = releases.filter((one) => one.head.state === 'killed');
  const ordered = killed.filter((one) =>
    commands.some((command) => command.what === 'kill' && command.releaseId === one.head.releaseId),
  );
  const killedHashes = new Set(ordered.flatMap((one) => one.chain.map(({ textHash }) => textHash)));
  if (head.state === 'killed' && !isOrdered && killed.every((one) => one.head.releaseId === head.releaseId)) {
    violations.add('killed without a command', head.releaseId);
  }
  if (head.state !== 'killed' && head.state !== 'withdrawn' && killedHashes.has(head.textHash)) {
    const upload = uploads.find(({ version }) => version.versionId === head.upload.versionId);
    violations.add('killed content lives', `${head.releaseId} ${upload?.key}`);
  }
}

const NOT_TAKEN = new Set(['refused', 'held', 'quarantined']);

function isTaken({ version, receipt }: Upload): boolean {
  return !version.marker && receipt !== undefined && !NOT_TAKEN.has(receipt.state);
}

/** Whether a key speaks for a release: the last thing that was folded from it, refused ones left out. */
function speaksFor(uploads: readonly Upload[], releaseId: string): Upload | undefined {
  const last = uploads.findLast((upload) => upload.version.marker || isTaken(upload));
  return last !== undefined && !last.version.marker && last.receipt?.releaseId === releaseId
    ? last
    : undefined;
}

/**
 * Live or withdrawn, and with which words: the later LastModified stands; what is as old as a withdrawal by command
 * does not count. A deletion may wait for a word. Ties are left out.
 */
function checkState({ seed, violations }: World, truth: Truth, { head, chain }: Release): void {
  if (head.state === 'killed') return;
  const byKey = Map.groupBy(truth.uploads, ({ key }) => key);
  const mine = truth.uploads.filter(
    (upload) => isTaken(upload) && upload.receipt?.releaseId === head.releaseId,
  );
  const living = [...byKey.values()].flatMap((uploads) => speaksFor(uploads, head.releaseId) ?? []);
  const withdrawals = truth.commands.filter(
    (one) => one.what === 'withdraw' && one.releaseId === head.releaseId,
  );
  const withdrawnMs = Math.max(0, ...withdrawals.map(({ at }) => Date.parse(at)));
  const newestMs = Math.max(0, ...mine.map(({ version }) => Date.parse(version.at)));
  const detail = `${head.releaseId} is ${head.state} (${chain.map(({ kind }) => kind).join(' ')})`;
  const waits = isCareful(seed) && head.removal !== undefined;
  if (living.length === 0 && head.state !== 'withdrawn' && !waits)
    violations.add('live though no key of it lives', detail);
  if (living.length > 0 && head.state === 'withdrawn' && newestMs > withdrawnMs) {
    violations.add('withdrawn though a key lives', detail);
  }
  if (head.state === 'withdrawn') return;
  // One that was removed before its receipt was written is answered as if it had never come.
  const mayCount = truth.uploads.filter(
    (upload) => isTaken(upload) && upload.receipt?.releaseId === undefined,
  );
  const mayBeNewestMs = Math.max(newestMs, ...mayCount.map(({ version }) => Date.parse(version.at)));
  if (withdrawals.length > 0 && withdrawnMs >= mayBeNewestMs)
    violations.add('live though withdrawn after its newest upload', detail);
  const candidates = living.filter(
    ({ version }) => Date.parse(version.at) === Math.max(...living.map((one) => Date.parse(one.version.at))),
  );
  const keys = Object.keys(head.sources);
  const standing = truth.uploads.find(({ version }) => version.versionId === head.upload.versionId);
  if (keys.length === 1 && candidates.length === 1 && !isSameWish(candidates[0], standing)) {
    violations.add(
      'LATEST is not the newest upload',
      `${detail} ${JSON.stringify([candidates[0], standing])}`,
    );
  }
}

function isSameWish(one: Upload | undefined, other: Upload | undefined): boolean {
  const wish = ({ story }: Upload): string => JSON.stringify({ ...story, id: undefined });
  return one !== undefined && other !== undefined && wish(one) === wish(other);
}

/** With a release for each key, the newest story of a key must be in the table, whatever receipts say. */
function checkEveryStoryIsThere({ violations }: World, { uploads, releases }: Truth): void {
  for (const [key, versions] of Map.groupBy(uploads, (upload) => upload.key)) {
    const readable = versions.filter(({ story }) => story !== undefined);
    const last = readable.at(-1);
    if (last?.story === undefined) continue;
    const id = key.replace('incoming/', '').replace(/\.[a-z]+$/, '');
    const release = releases.find(({ head }) => head.releaseId === id);
    const refused = last.receipt !== undefined && NOT_TAKEN.has(last.receipt.state);
    if (release === undefined) {
      const isGone = versions.findLast(({ version, story }) => version.marker || story !== undefined)?.version
        .marker;
      if (!refused && isGone !== true) violations.add('an upload has no release', key);
    } else if (!refused && release.head.state !== 'withdrawn' && release.head.state !== 'killed') {
      if (release.marker !== markerOf(last.story.text))
        violations.add('the newest words are not in the table', `${key} ${release.marker}`);
    }
  }
}
