import { failure, success, type Result } from '../result.ts';
import { checkEndpointUrl, type UrlPolicy } from '../webhook/address.ts';
import { leaseSecondsOf } from './lease.ts';
import { topicOfUrl, type Topic } from './topic.ts';

/** WebSub §5.1: "MUST be less than 200 bytes in length". */
const SECRET_BELOW_BYTES = 200;
const MOST_SHOWN = 60;

export type HubRequest = Topic & {
  mode: 'subscribe' | 'unsubscribe';
  /** As it was given: it is called with its own scheme, query and spelling. */
  callback: string;
  topic: string;
  leaseSeconds: number;
  secret?: string;
};

/**
 * Reads a subscriber's request (WebSub §5.1) from its form's parameters, the first of each name; unknown ones mean
 * nothing. The error is the reason in plain words. Whether the topic's host is ours and its feed exists is for the one
 * who knows the site: only its path is looked at.
 */
export function readHubRequest(
  parameters: ReadonlyMap<string, string>,
  urlPolicy: UrlPolicy,
): Result<HubRequest, string> {
  const mode = parameters.get('hub.mode');
  if (mode !== 'subscribe' && mode !== 'unsubscribe') return failure(reasonOfMode(mode));
  const callback = parameters.get('hub.callback') ?? '';
  if (callback === '') return failure('hub.callback is missing: the address that content is sent to.');
  const address = checkEndpointUrl(callback, urlPolicy);
  if (!address.ok) {
    return failure(`hub.callback: ${address.error.found} is not taken. ${address.error.remedy}`);
  }
  const url = parameters.get('hub.topic') ?? '';
  if (url === '') return failure('hub.topic is missing: the address of a feed, as its rel=self has it.');
  const topic = topicOfUrl(url);
  if (topic === undefined) {
    return failure(
      `hub.topic: ${shown(url)} is no feed. This hub serves the feeds of its own site, listed at /feeds/.`,
    );
  }
  const secret = parameters.get('hub.secret') ?? '';
  if (new TextEncoder().encode(secret).length >= SECRET_BELOW_BYTES) {
    return failure(`hub.secret must be less than ${SECRET_BELOW_BYTES} bytes.`);
  }
  const leaseSeconds = leaseSecondsOf(parameters.get('hub.lease_seconds'));
  return success({
    ...topic,
    mode,
    callback,
    topic: url,
    leaseSeconds,
    ...(secret === '' ? {} : { secret }),
  });
}

function reasonOfMode(mode: string | undefined): string {
  if (mode === undefined) return 'hub.mode is missing: subscribe or unsubscribe.';
  if (mode === 'publish')
    return 'hub.mode publish is not needed: this hub knows itself when its feeds change.';
  return `hub.mode is ${shown(mode)}; it is subscribe or unsubscribe.`;
}

function shown(text: string): string {
  return `"${text.slice(0, MOST_SHOWN)}"`;
}
