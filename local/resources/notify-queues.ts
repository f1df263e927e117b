import type { S3Event } from '../protocol.ts';
import type { Place } from '../template/place.ts';
import type { Notification } from './stack-buckets.ts';

export type NotifyQueues = (event: S3Event) => void;
type Options = {
  notifications: readonly Notification[];
  place: Place;
  now: () => number;
  /** Whether the queue's policy lets S3 send to it for this bucket. */
  mayTell: (queueArn: string, bucketArn: string) => boolean;
  enqueue: (queueArn: string, body: string) => void;
  /** Told of a notification that the queue's policy refuses. */
  onRefused: (line: string) => void;
};

/** Tells queues of a bucket's change as S3 does; called inside the transaction that makes the change. */
export function makeNotifyQueues(options: Options): NotifyQueues {
  const { notifications, place, now, mayTell, enqueue, onRefused } = options;
  return (event) => {
    for (const notification of notifications.filter((each) => concerns(each, event))) {
      const bucketArn = `arn:aws:s3:::${event.bucket}`;
      if (mayTell(notification.queueArn, bucketArn))
        enqueue(
          notification.queueArn,
          JSON.stringify({ Records: [recordOf(event, bucketArn, place, now())] }),
        );
      else
        onRefused(
          `${notification.queueArn} does not let s3.amazonaws.com send for ${event.bucket}; nobody is told of ${event.key}`,
        );
    }
  };
}

function concerns({ bucket, events, prefix, suffix }: Notification, event: S3Event): boolean {
  const name = `s3:${event.name}`;
  return (
    bucket === event.bucket &&
    event.key.startsWith(prefix) &&
    event.key.endsWith(suffix) &&
    events.some(
      (wanted) => wanted === name || (wanted.endsWith(':*') && name.startsWith(wanted.slice(0, -1))),
    )
  );
}

/** One record of the event message structure, version 2.1 (S3 user guide). */
const recordOf = (event: S3Event, bucketArn: string, place: Place, now: number): object => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: place.region,
  eventTime: new Date(now).toISOString(),
  eventName: event.name,
  userIdentity: { principalId: `AWS:${event.principal}` },
  requestParameters: { sourceIPAddress: '127.0.0.1' },
  responseElements: { 'x-amz-request-id': event.requestId, 'x-amz-id-2': 'local' },
  s3: {
    s3SchemaVersion: '1.0',
    configurationId: 'local',
    bucket: { name: event.bucket, ownerIdentity: { principalId: 'LOCAL' }, arn: bucketArn },
    object: {
      key: formEncoded(event.key),
      ...(event.size === undefined ? {} : { size: event.size }),
      ...(event.etag === undefined ? {} : { eTag: event.etag }),
      ...(event.versionId === undefined ? {} : { versionId: event.versionId }),
      sequencer: event.sequencer,
    },
  },
});

/** Keys are form-encoded in events, but for their slashes. */
const formEncoded = (key: string): string =>
  new URLSearchParams({ key }).toString().slice('key='.length).replaceAll('%2F', '/');
