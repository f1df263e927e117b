import type { WebhookHeaders } from './verify.ts';

/** One event about a release, from the signed body alone: nothing but `webhook-test` is believed of the headers. */
export type ReleaseEvent = {
  /** `withdrawn` and `killed` both take it down; a kill is never taken back. */
  kind: 'live' | 'advance' | 'gone';
  uri: string;
  version: number;
  /** Do as ever, and show it to nobody. */
  isTest: boolean;
  /** The body: a thin webhook's `data`, or the document of the format `ninjs`. */
  data: Readonly<Record<string, unknown>>;
};

const KINDS: Readonly<Record<string, ReleaseEvent['kind']>> = {
  'release.published': 'live',
  'release.updated': 'live',
  'release.corrected': 'live',
  'release.embargoed': 'advance',
  'release.withdrawn': 'gone',
  'release.killed': 'gone',
  usable: 'live',
  withheld: 'advance',
  canceled: 'gone',
};

/**
 * Reads the verified body of a webhook in the format `thin` or `ninjs`: an event, the challenge of a new endpoint, or
 * undefined for what is not known; answer that with 2xx too, since events may be added.
 */
export function readEvent(
  headers: WebhookHeaders,
  body: string,
): ReleaseEvent | { challenge: string } | undefined {
  const read = recordOf(JSON.parse(body));
  const data = 'standard' in read ? read : recordOf(read['data']);
  const { challenge, uri } = data;
  if (read['type'] === 'endpoint.challenge' && typeof challenge === 'string') return { challenge };
  const kind = KINDS[String('standard' in read ? read['pubStatus'] : read['type'])];
  const version = Number(data['version']);
  if (kind === undefined || typeof uri !== 'string' || !Number.isSafeInteger(version)) return undefined;
  const isTest = read['test'] === true || headers['webhook-test'] === 'true';
  return { kind, uri, version, isTest, data };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
