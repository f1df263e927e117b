import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type DeleteMarkerEntry,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  type S3Client,
} from '@aws-sdk/client-s3';
import { PermanentError } from '#platform/errors.ts';
import type { DropBucket, DropVersion } from '#ports/drop-bucket.ts';
import { callAws } from './call-aws.ts';
import { observeListingOrder } from './listing-order.ts';
import { decodeListedKey } from './listed-key.ts';

const PAGE = 1000;
/** Answers that mean "not there": no such key or version; a delete marker, which has no bytes. */
const GONE: ReadonlySet<string> = new Set(['NoSuchKey', 'NoSuchVersion', 'NotFound', 'MethodNotAllowed']);

/** A versioned bucket as the log. `bucket` is its name. */
export function makeS3DropBucket({ client, bucket }: { client: S3Client; bucket: string }): DropBucket {
  const page = (input: { Prefix: string; KeyMarker?: string; VersionIdMarker?: string }) =>
    listPage(client, { Bucket: bucket, MaxKeys: PAGE, EncodingType: 'url', ...input });

  return {
    async listVersions(key) {
      const newestFirst: DropVersion[] = [];
      let marker: { KeyMarker?: string; VersionIdMarker?: string } = {};
      for (;;) {
        const { entries, next } = await page({ Prefix: key, ...marker });
        const mine = entries.filter((entry) => entry.key === key);
        newestFirst.push(...mine.map(({ version }) => version));
        // Longer keys come after all versions of this one.
        if (mine.length < entries.length || !next) return newestFirst.toReversed();
        marker = next;
      }
    },
    async read(key, versionId, maxBytes) {
      const answer = await callAws(
        'GetObject',
        { bucket, versionId },
        async () => {
          const { Body } = await client.send(
            new GetObjectCommand({
              Bucket: bucket,
              Key: key,
              VersionId: versionId,
              Range: `bytes=0-${maxBytes - 1}`,
            }),
          );
          return Body?.transformToByteArray();
        },
        ({ name, status }) => {
          if (GONE.has(name) || status === 404) return { answer: undefined };
          // An empty object has no first byte.
          return status === 416 ? { answer: new Uint8Array() } : undefined;
        },
      );
      return answer;
    },
    async listNewest(prefix, { after, limit }) {
      const newest: Newest[] = [];
      let marker = after;
      for (;;) {
        const { entries, next } = await page({
          Prefix: prefix,
          ...(marker === undefined || marker === '' ? {} : { KeyMarker: marker }),
        });
        for (const { key, version } of entries) {
          // S3 names the newest version of a key first.
          if (key !== newest.at(-1)?.key) newest.push({ key, versionId: version.versionId, at: version.at });
        }
        if (newest.length >= limit || !next) return newest.slice(0, limit);
        // Without a version to go on after, S3 goes on after the last version of the key.
        marker = entries.at(-1)?.key ?? next.KeyMarker;
      }
    },
  };
}

type Newest = { key: string; versionId: string; at: string };
type Entry = { key: string; version: DropVersion };
type Page = { entries: Entry[]; next: { KeyMarker: string; VersionIdMarker?: string } | undefined };

/** One page in S3's order: by key, the newest version first. */
async function listPage(
  client: S3Client,
  input: ConstructorParameters<typeof ListObjectVersionsCommand>[0],
): Promise<Page> {
  const command = new ListObjectVersionsCommand(input);
  const order = observeListingOrder(command);
  const context = { bucket: input.Bucket ?? '' };
  const output = await callAws('ListObjectVersions', context, () => client.send(command));
  const entries = inOrder(output, order.versionIds());
  const { IsTruncated, NextKeyMarker, NextVersionIdMarker, EncodingType } = output;
  if (!IsTruncated || NextKeyMarker === undefined) return { entries, next: undefined };
  const KeyMarker = decodeListedKey(NextKeyMarker, EncodingType);
  return {
    entries,
    next:
      NextVersionIdMarker === undefined ? { KeyMarker } : { KeyMarker, VersionIdMarker: NextVersionIdMarker },
  };
}

/**
 * Versions and markers as one list again. Within each of the two lists the SDK keeps S3's order; version ids may
 * repeat between keys (`null`), so the lists are merged by walking along `order`, not by looking ids up.
 */
function inOrder(output: ListObjectVersionsCommandOutput, order: readonly string[]): Entry[] {
  const versions = (output.Versions ?? []).map((one) => entryOf(one, one.Size ?? 0, output.EncodingType));
  const markers = (output.DeleteMarkers ?? []).map((one) => entryOf(one, 'marker', output.EncodingType));
  const heads = { version: 0, marker: 0 };
  const entries = order.flatMap((versionId): Entry[] => {
    const version = versions[heads.version];
    const marker = markers[heads.marker];
    const isVersion =
      version?.version.versionId === versionId &&
      (marker?.version.versionId !== versionId || version.key < marker.key);
    if (isVersion) heads.version += 1;
    else heads.marker += 1;
    const entry = isVersion ? version : marker;
    return entry?.version.versionId === versionId ? [entry] : [];
  });
  if (entries.length !== versions.length + markers.length) {
    throw new PermanentError('S3 listed versions in a form that is not understood', {
      code: 'UnexpectedListing',
      context: { listed: order.length, read: versions.length + markers.length },
    });
  }
  return entries;
}

function entryOf(
  listed: ObjectVersion | DeleteMarkerEntry,
  size: number | 'marker',
  encoding: string | undefined,
): Entry {
  const at = (listed.LastModified ?? new Date(0)).toISOString();
  return {
    key: decodeListedKey(listed.Key ?? '', encoding),
    version: {
      versionId: listed.VersionId ?? '',
      at: `${at.slice(0, 19)}Z`,
      size: size === 'marker' ? 0 : size,
      marker: size === 'marker',
    },
  };
}
