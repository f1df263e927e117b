import { createHash } from 'node:crypto';
import type { FeedPointer } from '#domain/feed/feed-entry.ts';
import type { Due } from '#domain/prompt/due.ts';
import type { CallbackPlace } from '#domain/websub/callback-host.ts';
import type { Topic } from '#domain/websub/topic.ts';
import { DUE_SHARDS } from '#ports/due-store.ts';
import type { ReceiptPlace } from '#ports/newsroom-store.ts';
import { ENDPOINT_SHARDS } from '#ports/partner-store.ts';
import { shardOf } from '../shard-of.ts';

/** The primary key of an item (DESIGN §4). */
export type Key = { pk: string; sk: string };

/** Which prefix of sort keys to read, as a half-open range: `$` is the character after `#`. */
export type Range = { from?: string; below?: string };

/** The number of shards that a release's holders are spread over, by the endpoint's id. */
export const HOLDER_SHARDS = 8;

const CONFIG = 'CONFIG';

export const latestKey = (releaseId: string): Key => ({ pk: `RELEASE#${releaseId}`, sk: 'LATEST' });
export const versionKey = (releaseId: string, version: number): Key => ({
  pk: `RELEASE#${releaseId}`,
  sk: `VERSION#${String(version).padStart(6, '0')}`,
});

export const holdersPk = (releaseId: string, shard: number): string => `HOLDER#${releaseId}#${shard}`;
export const holderKey = (releaseId: string, endpointId: string): Key => ({
  pk: holdersPk(releaseId, shardOf(endpointId, HOLDER_SHARDS)),
  sk: endpointId,
});

/** Keys of objects may be 1,024 bytes of anything, hence their hash. */
export const sourceKey = (key: string): Key => ({
  pk: `SOURCE#${createHash('sha256').update(key).digest('hex')}`,
  sk: 'TAKEN',
});

const KILLED = 'KILLED';
/** Claims stand on both sides of `KILLED`: newsrooms' ids begin with a digit or a lower-case letter. */
export const CLAIM_RANGES: readonly Range[] = [{ below: KILLED }, { from: `${KILLED}\u0000` }];
export const contentPk = (hash: string): string => `CONTENT#${hash}`;
export const claimKey = (hash: string, newsroom: string): Key => ({ pk: contentPk(hash), sk: newsroom });
export const killedKey = (hash: string): Key => ({ pk: contentPk(hash), sk: KILLED });

export const feedPk = (feedId: string): string => `FEED#${feedId}`;
export const pointerKey = (pointer: FeedPointer): Key => ({
  pk: feedPk(pointer.feedId),
  sk: `${pointer.firstPublicAt}#${pointer.releaseId}`,
});
/** Every pointer begins with a digit, so all of them sort before `STATE`. */
export const feedStateKey = (feedId: string): Key => ({ pk: feedPk(feedId), sk: 'STATE' });

export const LISTED_FEEDS = 'FEEDS';
export const listedFeedKey = (feedId: string): Key => ({ pk: LISTED_FEEDS, sk: feedId });
export const archivedKey = (feedId: string, releaseId: string): Key => ({
  pk: `ARCHIVED#${feedId}`,
  sk: releaseId,
});

export const duePk = (shard: number): string => `DUE#${shard}`;
export const dueKey = (due: Due): Key => ({
  pk: duePk(shardOf(due.id, DUE_SHARDS)),
  sk: `${due.dueAt}#${due.kind}#${due.id}#${due.n}`,
});
export const dueThrough = (until: string): Range => ({ below: `${until}$` });

export const newsroomKey = (id: string): Key => ({ pk: `NEWSROOM#${id}`, sk: CONFIG });
export const removalsKey = (newsroom: string): Key => ({ pk: `NEWSROOM#${newsroom}`, sk: 'REMOVALS' });
export const uploadsPk = (newsroom: string): string => `UPLOADS#${newsroom}`;
export const placeOfReceipt = ({ uploadedAt, receiptId }: ReceiptPlace): string =>
  `${uploadedAt}#${receiptId}`;
export const receiptKey = (receipt: ReceiptPlace & { newsroom: string }): Key => ({
  pk: uploadsPk(receipt.newsroom),
  sk: placeOfReceipt(receipt),
});
export const mailedKey = (receiptId: string, what: string): Key => ({ pk: `MAILED#${receiptId}`, sk: what });
export const partnerKey = (partnerId: string): Key => ({ pk: `PARTNER#${partnerId}`, sk: CONFIG });
export const tokenKey = (tokenHash: string): Key => ({ pk: `TOKEN#${tokenHash}`, sk: CONFIG });

/** Registers name the items that a list must find without reading the whole table. */
export type Register = 'NEWSROOMS' | 'PARTNERS' | 'TOKENS';
export const registerKey = (register: Register, id: string): Key => ({ pk: register, sk: id });

export const endpointsPk = (shard: number): string => `ENDPOINT#${shard}`;
export const endpointKey = (endpointId: string): Key => ({
  pk: endpointsPk(shardOf(endpointId, ENDPOINT_SHARDS)),
  sk: endpointId,
});

export const endpointPk = (endpointId: string): string => `ENDPOINT#${endpointId}`;
export const healthKey = (endpointId: string): Key => ({ pk: endpointPk(endpointId), sk: 'STATE' });
export const formerKey = (endpointId: string): Key => ({ pk: endpointPk(endpointId), sk: 'FORMER' });
export const parkedKey = (endpointId: string, releaseId: string): Key => ({
  pk: endpointPk(endpointId),
  sk: `PARKED#${releaseId}`,
});
export const PARKED: Range = { from: 'PARKED#', below: 'PARKED$' };

export const deliveryKey = (endpointId: string, eventTime: string, deliveryId: string): Key => ({
  pk: endpointPk(endpointId),
  sk: `DELIVERY#${eventTime}#${deliveryId}`,
});
/** Event times from `since` through `until`, both included. */
export const deliveriesBetween = (since: string | undefined, until: string | undefined): Required<Range> => ({
  from: `DELIVERY#${since ?? ''}`,
  below: until === undefined ? 'DELIVERY$' : `DELIVERY#${until}$`,
});

/** The number is padded so that the tenth attempt sorts behind the ninth. */
export const attemptKey = (endpointId: string, deliveryId: string, attempt: number): Key => ({
  pk: endpointPk(endpointId),
  sk: `ATTEMPT#${deliveryId}#${String(attempt).padStart(6, '0')}`,
});
export const attemptsOf = (deliveryId: string): Range => ({
  from: `ATTEMPT#${deliveryId}#`,
  below: `ATTEMPT#${deliveryId}$`,
});

export const replayKey = (endpointId: string, replayId: string): Key => ({
  pk: endpointPk(endpointId),
  sk: `REPLAY#${replayId}`,
});
export const drillKey = (endpointId: string, drillId: string): Key => ({
  pk: endpointPk(endpointId),
  sk: `DRILL#${drillId}`,
});

export const topicPk = ({ feedId, format }: Topic): string => `TOPIC#${feedId}#${format}`;
export const subscriptionKey = (topic: Topic, callbackId: string): Key => ({
  pk: topicPk(topic),
  sk: callbackId,
});
export const callbacksPk = (host: string): string => `CALLBACKS#${host}`;
export const placeKey = ({ host, feedId, format, callbackId }: CallbackPlace): Key => ({
  pk: callbacksPk(host),
  sk: `AT#${feedId}#${format}#${callbackId}`,
});
export const PLACES: Range = { from: 'AT#', below: 'AT$' };
export const hostRateKey = (host: string): Key => ({ pk: callbacksPk(host), sk: 'RATE' });

export const cursorKey = (name: string): Key => ({ pk: `CURSOR#${name}`, sk: 'POSITION' });

export const idempotencyKey = (tokenHash: string, keyHash: string): Key => ({
  pk: `IDEMPOTENCY#${tokenHash}`,
  sk: keyHash,
});

export const auditPk = (day: string): string => `AUDIT#${day}`;
export const auditKey = (at: string, id: string): Key => ({
  pk: auditPk(at.slice(0, 10)),
  sk: `${at}#${id}`,
});
