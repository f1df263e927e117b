import type { Head } from '#domain/release/head.ts';
import type { Version } from '#domain/release/version.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import { markerOf, type Story } from '../world/corpus.ts';
import type { Order } from '../world/script.ts';
import type { World } from '../world/world.ts';

/** One upload or deletion of a key, and what its author was told. */
export type Upload = {
  key: string;
  place: number;
  version: DropVersion;
  story?: Story;
  /** `undefined` where no receipt was written. */
  receipt?: { state: string; releaseId?: string };
};

export type Command = { releaseId: string; what: Order; at: string };

/** A release as the table has it at the end, with the chain that counts, oldest first. */
export type Release = { head: Head; chain: Version[]; hole: boolean; marker: string };

/** Everything that a history left, read once. */
export type Truth = { releases: Release[]; uploads: Upload[]; commands: Command[] };

/** Reads what a history left. */
export async function readTruth(world: World): Promise<Truth> {
  const releases: Release[] = [];
  for (const releaseId of world.releaseIds) {
    const head = await world.stores.releases.getHead(releaseId);
    if (head !== undefined) releases.push(await readRelease(world, head));
  }
  const uploads: Upload[] = [];
  const commands: Command[] = [];
  const approved = await readApprovals(world);
  for (const key of world.people.keys) {
    if (key.startsWith(APPROVALS)) continue;
    const versions = await world.stores.drop.listVersions(key);
    for (const [place, version] of versions.entries()) {
      const dropped = world.people.dropped.get(version.versionId);
      if (dropped?.command !== undefined) commands.push({ ...dropped.command, at: version.at });
      else {
        // What a second person let out counts as if it had come then.
        const at = approved.get(version.versionId) ?? version.at;
        uploads.push(
          await readUpload(world, { key, place, version: { ...version, at }, ...storyOf(dropped) }),
        );
      }
    }
  }
  return { releases, uploads, commands };
}

const APPROVALS = 'commands/approve/';

/** When each version was let out first. */
async function readApprovals({ people, stores }: World): Promise<Map<string, string>> {
  const approved = new Map<string, string>();
  for (const key of [...people.keys].filter((one) => one.startsWith(APPROVALS))) {
    const [version] = await stores.drop.listVersions(key);
    const approves = version && people.dropped.get(version.versionId)?.approves;
    if (version !== undefined && approves !== undefined && !approved.has(approves))
      approved.set(approves, version.at);
  }
  return approved;
}

function storyOf(dropped: { story?: Story } | undefined): { story?: Story } {
  return dropped?.story === undefined ? {} : { story: dropped.story };
}

async function readRelease(world: World, head: Head): Promise<Release> {
  const chain: Version[] = [];
  let hole = false;
  for (let number = head.version; number > 0;) {
    const version = await world.stores.releases.getVersion(head.releaseId, number);
    if (version === undefined || version.prev >= number) {
      hole = true;
      break;
    }
    chain.unshift(version);
    number = version.prev;
  }
  const story = world.people.dropped.get(head.upload.versionId)?.story;
  return { head, chain, hole, marker: story === undefined ? '?' : markerOf(story.text) };
}

async function readUpload(world: World, upload: Upload): Promise<Upload> {
  if (upload.version.marker) return upload;
  const folder = upload.key.replace(/^incoming\//, 'receipts/');
  const object = await world.stores.receipts.get(`${folder}/${upload.version.versionId}.json`);
  if (object === undefined) return upload;
  const { state, release } = JSON.parse(new TextDecoder().decode(object.body)) as {
    state: string;
    release?: { id: string };
  };
  return { ...upload, receipt: { state, ...(release === undefined ? {} : { releaseId: release.id }) } };
}
