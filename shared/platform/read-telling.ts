import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { Head, VersionMark } from '#domain/release/head.ts';
import { chainSince } from '#domain/webhook/chain-since.ts';
import type { Holder } from '#domain/webhook/holder.ts';
import { decideTelling, type Telling } from '#domain/webhook/telling.ts';
import type { ReleaseStore } from '#ports/release-store.ts';

/**
 * What an endpoint is to be told of a release: `decideTelling` with the versions since what it was told last. LATEST
 * carries the newest links; older ones are read from VERSION items where `told` is older than the first of them.
 */
export async function readTelling(
  releases: Pick<ReleaseStore, 'getVersion'>,
  situation: { latest: Head; holder: Holder | undefined; endpoint: Endpoint },
): Promise<Telling> {
  const { latest, holder } = situation;
  const told = holder?.told?.version;
  if (told === undefined) return decideTelling({ ...situation, versionsSince: latest.chain });
  const read: VersionMark[] = [];
  for (;;) {
    const { since, missing } = chainSince(latest, told, read);
    const version = missing === undefined ? undefined : await releases.getVersion(latest.releaseId, missing);
    if (version === undefined) return decideTelling({ ...situation, versionsSince: since });
    read.push(version);
  }
}
