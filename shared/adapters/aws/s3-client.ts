import { S3Client } from '@aws-sdk/client-s3';
import { CONNECTION, type Place } from './connection.ts';

/** An S3 client; make one a container. */
export function makeS3Client(place: Place = {}): S3Client {
  return new S3Client({ ...CONNECTION, ...place });
}
