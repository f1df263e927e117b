import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';

/** Where the operator's own functions hear of releases; nothing of ours listens there. */
export function makeEventBus(scope: Construct, id: string): EventBus {
  return new EventBus(scope, id, { description: 'release.* events of Presswire' });
}
