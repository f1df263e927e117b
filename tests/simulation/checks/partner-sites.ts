import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { WebhookRequest } from '#ports/webhook-sender.ts';
import type { Secrets } from './secrets.ts';
import type { Violations } from './violations.ts';

/** A webhook as a partner reads it: its headers say what it is, a thin body where to fetch it. */
type Told = { type: string; uri: string; version: number; link?: string };

/** What a partner holds of a release. */
export type Held = { version: number; state: 'live' | 'advance' | 'withdrawn' | 'killed' };

const STATES: Readonly<Record<string, Held['state']>> = {
  'release.embargoed': 'advance',
  'release.withdrawn': 'withdrawn',
  'release.killed': 'killed',
};

/** The partners' own sites: they upsert by `uri` and drop a lower version, as DESIGN §3 asks of them. */
export type PartnerSites = {
  /** A request that a partner took; also judges what it was told. */
  take(endpoint: Endpoint, request: WebhookRequest): void;
  held(endpointId: string, uri: string): Held | undefined;
  /** A request was begun, or surely did not arrive, or was taken back before it was sent. */
  tried(endpointId: string, releaseUri: string, what: 'begun' | 'not-arrived'): void;
};

/** Sites that hold nothing yet. */
export function makePartnerSites(facts: {
  now: () => number;
  secrets: Secrets;
  violations: Violations;
  /** What the public bucket answers under an address. */
  statusOf: (url: string) => number;
}): PartnerSites {
  const { now, secrets, violations, statusOf } = facts;
  const sites = new Map<string, Held>();
  const bodies = new Map<string, string>();
  /** Requests of which nobody knows that they did not arrive. */
  const tried = new Map<string, number>();

  const judge = (endpoint: Endpoint, told: Told, request: WebhookRequest): void => {
    const { type, uri, link } = told;
    const id = request.headers['webhook-id'] ?? '';
    const before = bodies.get(id);
    if (before !== undefined && before !== request.body) {
      violations.add('one webhook-id, two bodies', `${before} then ${request.body}`);
    }
    bodies.set(id, request.body);
    const secret = secrets.shownIn(request.body, now());
    const isAdvance = type === 'release.embargoed';
    if (secret !== undefined && !isAdvance) violations.add('before its time in a webhook', request.body);
    if (isAdvance && endpoint.embargo !== 'advance')
      violations.add('advance copy to a hold endpoint', request.body);
    const isTakenBack = type === 'release.withdrawn' || type === 'release.killed';
    if (isTakenBack && (tried.get(`${endpoint.endpointId} ${uri}`) ?? 0) < 2) {
      violations.add(
        'withdrawal told to somebody whom nothing had reached',
        `${endpoint.endpointId} ${request.body}`,
      );
    }
    if (!isTakenBack && link !== undefined && statusOf(link) === 404) {
      violations.add('a link in a webhook does not answer', request.body);
    }
  };

  return {
    take(endpoint, request) {
      const told = readWebhook(request);
      judge(endpoint, told, request);
      const { uri, version } = told;
      const place = `${endpoint.endpointId} ${uri}`;
      const state = STATES[told.type] ?? 'live';
      const before = sites.get(place);
      if (before !== undefined && before.version > version) return;
      if (before?.state === 'killed' && state !== 'killed')
        violations.add('a killed release reappears at a partner', place);
      if (before !== undefined && before.version === version && before.state !== state) {
        violations.add(
          'one version, two states at a partner',
          `${place} v${version}: ${before.state}, ${state}`,
        );
      }
      sites.set(place, { version, state });
    },
    held: (endpointId, uri) => sites.get(`${endpointId} ${uri}`),
    tried(endpointId, uri, what) {
      const place = `${endpointId} ${uri}`;
      tried.set(place, (tried.get(place) ?? 0) + (what === 'begun' ? 1 : -1));
    },
  };
}

function readWebhook({ headers, body }: WebhookRequest): Told {
  const { data } = JSON.parse(body) as { data?: { links?: { json: string } } };
  return {
    type: headers['webhook-event-type'] ?? '',
    uri: headers['presswire-uri'] ?? '',
    version: Number(headers['presswire-version']),
    ...(data?.links === undefined ? {} : { link: data.links.json }),
  };
}
