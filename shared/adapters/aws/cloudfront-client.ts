import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CONNECTION, type Place } from './connection.ts';

/** A CloudFront client; make one a container. */
export function makeCloudFrontClient(place: Place = {}): CloudFrontClient {
  return new CloudFrontClient({ ...CONNECTION, ...place });
}
