export { readEvent, type ReleaseEvent } from './read-event.ts';
export { reconcile, type Held, type Step } from './reconcile.ts';
export { makeReceiver, type Answer, type Publication, type Store } from './receiver.ts';
export { publicKeysOf, verify, type WebhookHeaders } from './verify.ts';
