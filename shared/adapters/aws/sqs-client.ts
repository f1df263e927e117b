import { SQSClient } from '@aws-sdk/client-sqs';
import { CONNECTION, type Place } from './connection.ts';

/** An SQS client; make one a container. */
export function makeSqsClient(place: Place = {}): SQSClient {
  return new SQSClient({ ...CONNECTION, ...place });
}
