import type { Newsroom } from '#domain/release/newsroom.ts';
import type { Due } from '#domain/prompt/due.ts';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import type { Holder } from '#domain/webhook/holder.ts';
import type { WebhookRequest } from '#ports/webhook-sender.ts';
import { uriOf } from '#domain/release/release-id.ts';
import { makePartnerSites, type PartnerSites } from '../checks/partner-sites.ts';
import { makeSecrets } from '../checks/secrets.ts';
import { watchSite } from '../checks/site-watch.ts';
import { makeViolations, type Violations } from '../checks/violations.ts';
import { makeFaults, type FaultChoice, type Faults } from '../engine/faults.ts';
import { makeHistory, type History } from '../engine/history.ts';
import { makeRandom } from '../engine/random.ts';
import { makeTimeline, type Timeline } from '../engine/timeline.ts';
import { makeStepPorts, type Watcher } from '../engine/worker.ts';
import { makeContainers, type Containers } from './containers.ts';
import { endpointsOf, PARTNER_ENDPOINTS } from './endpoints.ts';
import { NETWORK, SITE_URL } from './functions.ts';
import { answerOf, makeSpells } from './partner-moods.ts';
import { makePeople, type People } from './people.ts';
import { makeQueues, type Queues } from './queues.ts';
import { START_MS } from './start.ts';
import {
  aimOf,
  focusOf,
  isCareful,
  isUnaided,
  isUnderReview,
  makeScript,
  MENDED_BY_LOOKS,
  spanOf,
  type Action,
} from './script.ts';
import { makeStores, type Stores } from './stores.ts';

export const NEWSROOMS: readonly Newsroom[] = [
  {
    id: 'blora',
    name: 'Blora',
    host: 'blora.example',
    timezone: 'Asia/Jakarta',
    language: 'id',
  },
  {
    id: 'harbour',
    name: 'Harbour',
    host: 'harbour.example',
    timezone: 'Europe/London',
    language: 'en',
  },
];

const LATE_EVENT_MS = 150_000;

/** Which history: its seed, and what is left out of it. */
export type Choice = FaultChoice & {
  seed: number;
  withoutActions: ReadonlySet<number>;
  keepHistory: boolean;
};

/** Everything of one history. */
export type World = {
  seed: number;
  actions: readonly Action[];
  timeline: Timeline;
  faults: Faults;
  history: History;
  stores: Stores;
  queues: Queues;
  containers: Containers;
  people: People;
  sites: PartnerSites;
  violations: Violations;
  /** Due items that stand, by their place. */
  dues: ReadonlyMap<string, Due>;
  /** In the order of their appearance. */
  releaseIds: ReadonlySet<string>;
  /** Keys of commands that waited for their release. */
  waited: ReadonlySet<string>;
  /** What looks and sweeps found to repair. */
  repairs: string[];
  steps: () => number;
};

/** The world of a seed, at its beginning. */
export async function makeWorld(choice: Choice): Promise<World> {
  const { seed } = choice;
  const timeline = makeTimeline(START_MS);
  const now = (): number => timeline.now();
  const history = makeHistory(now, choice.keepHistory);
  const violations = makeViolations((text) => history.add('check', 'check', text, 'VIOLATION'));
  const faultRandom = makeRandom(seed, 1);
  const unaided = isUnaided(seed);
  const without = new Set([...choice.without, ...(unaided ? MENDED_BY_LOOKS : [])]);
  const intensity = faultRandom.pick(spanOf(seed).intensities);
  const faults = makeFaults(faultRandom, { intensity, aim: aimOf(seed) }, { ...choice, without });
  const stores = makeStores(timeline);
  const secrets = makeSecrets();
  const repairs: string[] = [];
  let steps = 0;

  const sites = makePartnerSites({
    now,
    secrets,
    violations,
    statusOf: (url) => (written.has(url.slice(SITE_URL.length + 1)) ? 200 : 404),
  });
  const written = new Set<string>();
  const { watchers, dues, releaseIds, waited } = makeWatchers({
    written,
    sites,
    violations,
    site: watchSite(now, secrets, violations),
  });
  const stepPorts = makeStepPorts({
    timeline,
    faults,
    history,
    random: makeRandom(seed, 2),
    watchers,
    count: () => {
      steps += 1;
    },
  });
  const queues: Queues = makeQueues({
    timeline,
    unaided,
    faults,
    history,
    random: makeRandom(seed, 3),
    receive: (queue, received) => containers.receive(queue, received),
  });
  const containers: Containers = makeContainers({
    timeline,
    unaided,
    focus: focusOf(seed),
    faults,
    history,
    random: makeRandom(seed, 4),
    stores,
    stepPorts,
    prompts: queues,
    sender: makeSender({ seed, timeline, faults, sites, stores, history }),
    countRepair: (what) => repairs.push(what),
    logged: (line) => {
      const secret = secrets.shownIn(line, now());
      if (secret !== undefined) violations.add('before its time in a log', secret);
    },
    broke: (what) => violations.add('something broke', what),
  });
  const notify = makeNotify({ seed, timeline, faults, queues, history });
  const people = makePeople({
    timeline,
    faults,
    history,
    stores,
    queues,
    secrets,
    startMs: START_MS,
    isReviewed: (newsroom) => isUnderReview(seed, newsroom),
    releaseIds: () => [...releaseIds],
    notify,
  });
  for (const newsroom of NEWSROOMS)
    await stores.newsrooms.putNewsroom(
      isCareful(seed)
        ? newsroom
        : { ...newsroom, rules: { confirmRemovals: false, review: isUnderReview(seed, newsroom.id) } },
    );
  for (const endpoint of endpointsOf(seed)) await stores.partners.putEndpoint(endpoint, 0);
  const actions = makeScript(seed, makeRandom(seed, 5)).filter(
    ({ number }) => !choice.withoutActions.has(number),
  );
  return {
    seed,
    actions,
    timeline,
    faults,
    history,
    stores,
    queues,
    containers,
    people,
    sites,
    violations,
    dues,
    releaseIds,
    waited,
    repairs,
    steps: () => steps,
  };
}

function makeWatchers(facts: {
  written: Set<string>;
  sites: PartnerSites;
  site: Watcher;
  violations: Violations;
}) {
  const dues = new Map<string, Due>();
  const releaseIds = new Set<string>();
  const waited = new Set<string>();
  /** What did not arrive is known to others once its worker has written it down. */
  const missed = new Set<string>();
  /** The version that each holder was told last. */
  const told = new Map<string, number>();
  const place = ({ dueAt, kind, id, n }: Due): string => `${dueAt}#${kind}#${id}#${n}`;
  const watchers = new Map<string, Watcher>([
    [
      'site.put',
      (args, result, worker) => {
        facts.written.add(String(args[0]));
        facts.site(args, result, worker);
      },
    ],
    [
      'due.putDue',
      ([item]) => {
        const due = item as Due;
        dues.set(place(due), due);
        if (due.kind === 'command') waited.add(due.id);
      },
    ],
    ['due.removeDue', ([due]) => void dues.delete(place(due as Due))],
    ['releases.putHead', ([head]) => void releaseIds.add((head as { releaseId: string }).releaseId)],
    [
      'holders.removeHolder',
      ([holder], result) => {
        const { endpointId, releaseId } = holder as Holder;
        if (result === 'written') facts.sites.tried(endpointId, uriOf(NETWORK, releaseId), 'not-arrived');
      },
    ],
    [
      'holders.putHolder',
      ([holder], result, worker) => {
        const { told: mark, trying, endpointId, releaseId } = holder as Holder;
        if (result !== 'written') return;
        const uri = uriOf(NETWORK, releaseId);
        const before = told.get(`${endpointId} ${uri}`) ?? 0;
        if ((mark?.version ?? 0) < before)
          facts.violations.add('what was told goes back', JSON.stringify(holder));
        told.set(`${endpointId} ${uri}`, mark?.version ?? 0);
        if (trying?.until !== undefined) facts.sites.tried(endpointId, uri, 'begun');
        else if (missed.delete(`${worker.name} ${endpointId} ${uri}`))
          facts.sites.tried(endpointId, uri, 'not-arrived');
      },
    ],
    [
      'partner.post',
      ([request], outcome, worker) => {
        const { url, headers } = request as WebhookRequest;
        const endpoint = PARTNER_ENDPOINTS.find((one) => one.url === url);
        if (surelyDidNotArrive(outcome as Outcome))
          missed.add(`${worker.name} ${endpoint?.endpointId} ${headers['presswire-uri']}`);
      },
    ],
  ]);
  return { watchers, dues, releaseIds, waited };
}

type Around = { seed: number; timeline: Timeline; faults: Faults; history: History };

function makeSender({
  seed,
  timeline,
  faults,
  sites,
  stores,
  history,
}: Around & { sites: PartnerSites; stores: Stores }) {
  const random = makeRandom(seed, 6);
  const spells = new Map(
    PARTNER_ENDPOINTS.map(({ url }, index) => [
      url,
      makeSpells(random, { startMs: START_MS, busyMs: spanOf(seed).busyMs }, index === 4),
    ]),
  );
  const byUrl = new Map<string, Endpoint>(PARTNER_ENDPOINTS.map((endpoint) => [endpoint.url, endpoint]));
  return {
    async post(request: { url: string; headers: Record<string, string>; body: string }) {
      const facts = { nowMs: timeline.now(), spells: spells.get(request.url) ?? [], ok: '{}' };
      const { taken, outcome } = answerOf(facts, faults, random);
      const endpoint = byUrl.get(request.url);
      if (taken && endpoint !== undefined) {
        sites.take((await stores.partners.getEndpoint(endpoint.endpointId)) ?? endpoint, request);
      }
      history.add(
        endpoint?.endpointId ?? '',
        'deliver',
        `${taken ? 'took it' : 'did not take it'}: ${JSON.stringify(outcome)}`,
      );
      return outcome;
    },
    // Partners here name no page that could be looked at.
    look: async (): Promise<Outcome> => ({ kind: 'blocked', detail: '', durationMs: 0 }),
  };
}

function surelyDidNotArrive(outcome: Outcome): boolean {
  if (outcome.kind === 'timed-out') return outcome.phase === 'connect';
  return outcome.kind !== 'response' && outcome.kind !== 'broken';
}

/** S3's notifications: at least once mostly, late at times, in any order. */
function makeNotify({ seed, timeline, faults, queues, history }: Around & { queues: Queues }) {
  const random = makeRandom(seed, 7);
  const usual = 2_000;
  return (key: string): void => {
    if (faults.strikes('s3-event-lost')) {
      history.add('S3', 'uploads', key, 's3-event-lost');
      return;
    }
    const encoded = encodeURIComponent(key);
    const record = {
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { object: { key: encoded } },
    };
    const copies = faults.strikes('s3-event-doubled') ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const late = faults.strikes('s3-event-late');
      timeline.after(random.between(0, late ? LATE_EVENT_MS : usual), () => {
        queues.put('uploads', JSON.stringify({ Records: [record] }));
        return false;
      });
    }
  };
}
