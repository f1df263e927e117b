import { SESv2Client } from '@aws-sdk/client-sesv2';
import { CONNECTION, type Place } from './connection.ts';

/** An SES client; make one a container. */
export function makeSesClient(place: Place = {}): SESv2Client {
  return new SESv2Client({ ...CONNECTION, ...place });
}
