import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CONNECTION, type Place } from './connection.ts';

/** An EventBridge client; make one a container. */
export function makeEventBridgeClient(place: Place = {}): EventBridgeClient {
  return new EventBridgeClient({ ...CONNECTION, ...place });
}
