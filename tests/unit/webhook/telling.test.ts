import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { ChangeKind, Head, ReleaseState, VersionMark } from '#domain/release/head.ts';
import type { EventType } from '#domain/webhook/event-type.ts';
import type { Holder } from '#domain/webhook/holder.ts';
import { decideTelling, TELLING_ROWS, tellingFacts, type Telling } from '#domain/webhook/telling.ts';
import { aHead } from '../../support/a-head.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';

/** One link for each word: its kind, and the state that follows from it unless one is named after a colon. */
const STATES: Record<ChangeKind, ReleaseState> = {
  first: 'published',
  import: 'published',
  minor: 'published',
  update: 'published',
  correction: 'published',
  lift: 'published',
  restore: 'published',
  expiry: 'expired',
  withdrawal: 'withdrawn',
  kill: 'killed',
};

function chainOf(words: string): VersionMark[] {
  return words.split(' ').map((word, index) => {
    const [kind, state] = word.split(':') as [ChangeKind, ReleaseState?];
    const at = new Date(Date.parse('2026-03-01T08:00:00Z') + index * 60_000).toISOString();
    return { version: index + 1, prev: index, kind, state: state ?? STATES[kind], at };
  });
}

function headOf(chain: VersionMark[], changes: Partial<Head> = {}): Head {
  const last = chain.at(-1)!;
  return aHead({
    chain,
    version: last.version,
    prev: last.prev,
    kind: last.kind,
    state: last.state,
    updatedAt: last.at,
    ...changes,
  });
}

/** `published@1` as a mark. */
function mark(text: string): { version: number; event: EventType } {
  const [event, version] = text.split('@');
  return { version: Number(version), event: `release.${event}` as EventType };
}

function holderOf(told: string | undefined, trying?: string): Holder | undefined {
  if (told === undefined && trying === undefined) return undefined;
  return {
    releaseId: 'blora/market',
    endpointId: 'ep-1',
    rev: 1,
    ...(told === undefined ? {} : { told: mark(told) }),
    ...(trying === undefined ? {} : { trying: { ...mark(trying), attempt: 1 } }),
  };
}

function decide(
  words: string,
  holder: Holder | undefined,
  endpoint: Partial<Endpoint> = {},
  changes: Partial<Head> = {},
): Telling {
  const chain = chainOf(words);
  return decideTelling({
    latest: headOf(chain, changes),
    versionsSince: chain,
    holder,
    endpoint: anEndpoint(endpoint),
  });
}

const ADVANCE = { embargo: 'advance', format: 'ninjs' } as const;
const OTHERS = { filter: { newsrooms: ['harbour'] } };

describe('decideTelling', () => {
  it.each<[string, string | undefined, string | undefined, Partial<Endpoint>, string | undefined]>([
    // versions, told, trying, endpoint, event
    ['first', undefined, undefined, {}, 'published'],
    ['first', 'published@1', undefined, {}, undefined],
    ['first minor', 'published@1', undefined, {}, undefined],
    ['first minor', 'published@1', undefined, { minor: true }, 'updated'],
    ['first update', 'published@1', undefined, {}, 'updated'],
    ['first correction', 'published@1', undefined, {}, 'corrected'],
    ['first correction minor update minor', 'published@1', undefined, {}, 'corrected'],
    ['first update correction minor', 'corrected@3', undefined, {}, undefined],
    ['first correction', undefined, undefined, {}, 'published'],
    // what was published elsewhere before comes by a backfill only; what becomes of it here is news
    ['import', undefined, undefined, {}, undefined],
    ['import', undefined, undefined, { createdAt: '1970-01-01T00:00:00.000Z' }, 'published'],
    ['import', 'published@1', undefined, {}, undefined],
    ['import minor', undefined, undefined, {}, undefined],
    ['import minor', 'published@1', undefined, { minor: true }, 'updated'],
    ['import update', undefined, undefined, {}, 'published'],
    ['import update', 'published@1', undefined, {}, 'updated'],
    ['import withdrawal', undefined, undefined, {}, undefined],
    // whatever is being tried may have arrived: there is always something to tell
    ['first', undefined, 'published@1', {}, 'published'],
    ['first minor', undefined, 'published@1', {}, 'published'],
    ['first minor', 'published@1', 'updated@2', {}, 'updated'],
    ['first update', 'updated@2', 'updated@2', {}, 'updated'],
    ['first expiry', undefined, 'published@1', {}, 'published'],
    // killed and withdrawn by LATEST alone
    ['first withdrawal', 'published@1', undefined, {}, 'withdrawn'],
    ['first withdrawal', undefined, undefined, {}, undefined],
    ['first withdrawal', undefined, 'published@1', {}, 'withdrawn'],
    ['first withdrawal', 'withdrawn@2', undefined, {}, undefined],
    ['first withdrawal', 'published@1', 'withdrawn@2', {}, 'withdrawn'],
    ['first update withdrawal', 'withdrawn@2', 'published@2', OTHERS, 'withdrawn'],
    ['first kill', 'published@1', undefined, {}, 'killed'],
    ['first kill', undefined, undefined, {}, undefined],
    ['first kill', undefined, 'published@1', {}, 'killed'],
    ['first kill', 'killed@2', undefined, {}, undefined],
    ['first withdrawal kill', 'withdrawn@2', undefined, {}, 'killed'],
    ['first kill', 'published@1', undefined, { events: ['release.updated'], ...OTHERS }, 'killed'],
    // withdrawals that are over
    ['first withdrawal restore', 'published@1', undefined, {}, 'published'],
    ['first withdrawal restore', 'withdrawn@2', undefined, {}, 'published'],
    ['first withdrawal restore minor', 'published@1', 'withdrawn@2', {}, 'published'],
    ['first withdrawal restore correction', 'published@3', undefined, {}, 'corrected'],
    // no longer matches
    ['first update', 'published@1', undefined, OTHERS, 'withdrawn'],
    ['first update', undefined, 'published@1', OTHERS, 'withdrawn'],
    ['first update', undefined, undefined, OTHERS, undefined],
    ['first update', 'withdrawn@1', undefined, OTHERS, undefined],
    // not yet public
    ['first:scheduled', undefined, undefined, ADVANCE, undefined],
    ['first:embargoed', undefined, undefined, {}, undefined],
    ['first:embargoed', undefined, undefined, { embargo: 'advance' }, undefined],
    ['first:embargoed update:embargoed', 'embargoed@1', undefined, { embargo: 'advance' }, 'withdrawn'],
    ['first:embargoed lift', undefined, undefined, { embargo: 'advance' }, 'published'],
    ['first:embargoed kill', 'embargoed@1', undefined, ADVANCE, 'killed'],
    ['first:embargoed kill', undefined, undefined, {}, undefined],
    ['first:embargoed update:scheduled', 'embargoed@1', undefined, ADVANCE, undefined],
    ['first:embargoed', undefined, undefined, ADVANCE, 'embargoed'],
    ['first:embargoed', undefined, undefined, { ...ADVANCE, ...OTHERS }, undefined],
    ['first:embargoed minor:embargoed', 'embargoed@1', undefined, ADVANCE, 'embargoed'],
    ['first:embargoed lift', 'embargoed@1', undefined, ADVANCE, 'published'],
    ['first:embargoed lift', undefined, 'embargoed@1', ADVANCE, 'published'],
    ['first:embargoed lift', undefined, undefined, {}, 'published'],
    ['first:embargoed withdrawal', 'embargoed@1', undefined, ADVANCE, 'withdrawn'],
    ['first:embargoed update:embargoed', 'embargoed@1', undefined, { embargo: 'hold' }, 'withdrawn'],
    // expired: no news for whoever never had it
    ['first expiry', undefined, undefined, {}, undefined],
    ['first expiry', 'published@1', undefined, {}, undefined],
    ['first correction expiry', 'published@1', undefined, {}, 'corrected'],
    // what an endpoint asks for
    ['first', undefined, undefined, { events: ['release.corrected'] }, undefined],
    ['first correction', undefined, undefined, { events: ['release.corrected'] }, 'corrected'],
    ['first update', 'published@1', undefined, { events: ['release.published'] }, undefined],
    ['first update', 'published@1', 'updated@2', { events: ['release.published'] }, 'updated'],
  ])('versions %s, told %s, trying %s, endpoint %j: %s', (words, told, trying, endpoint, event) => {
    const telling = decide(words, holderOf(told, trying), endpoint);
    if (event === undefined) expect(telling).toEqual({ kind: 'nothing' });
    else
      expect(telling).toMatchObject({
        kind: 'tell',
        event: `release.${event}`,
        version: words.split(' ').length,
      });
  });

  it('takes previousVersion from the chain, whatever was told', () => {
    const chain = chainOf('first update update');
    chain[2]!.prev = 1;
    const latest = headOf(chain);
    const told = decideTelling({
      latest,
      versionsSince: chain,
      holder: holderOf('published@1'),
      endpoint: anEndpoint(),
    });
    expect(told).toMatchObject({ previousVersion: 1 });
    expect(decide('first', undefined)).not.toHaveProperty('previousVersion');
  });

  it('gives the newest correction its note, be it before what is told last', () => {
    expect(decide('first correction minor', holderOf('published@1'))).toMatchObject({ noteVersion: 2 });
    expect(decide('first correction correction', holderOf('published@1'), {}, { note: 'n' })).toMatchObject({
      noteVersion: 3,
    });
    expect(decide('first update', holderOf('published@1'), {}, { note: 'n' })).toMatchObject({
      noteVersion: 2,
    });
    expect(decide('first update', holderOf('published@1'))).not.toHaveProperty('noteVersion');
  });

  it('does not tell again what was given up, until the next version', () => {
    const failed = { ...mark('published@1'), attempts: 11, burnt: 11, firstAt: 'x', over: true };
    const holder: Holder = { ...holderOf(undefined, 'published@1')!, failed };
    expect(decide('first', holder)).toEqual({ kind: 'nothing' });
    expect(decide('first minor', holder)).toMatchObject({ event: 'release.published', version: 2 });
    expect(decide('first kill', holder)).toMatchObject({ event: 'release.killed' });
  });
});

describe('changed wishes', () => {
  const at = (minute: number): string =>
    new Date(Date.parse('2026-03-01T08:00:00Z') + minute * 60_000).toISOString();

  it('act from the next version on', () => {
    const changed = { ...OTHERS, wishesSince: at(1.5), earlierWishes: [{ since: at(-60), minor: false }] };
    expect(decide('first update', holderOf('published@1'), changed)).toMatchObject({
      event: 'release.updated',
    });
    expect(decide('first update', undefined, changed)).toMatchObject({ event: 'release.published' });
    expect(decide('first update update', holderOf('updated@2'), changed)).toMatchObject({
      event: 'release.withdrawn',
    });
    expect(decide('first update update', undefined, changed)).toEqual({ kind: 'nothing' });
  });

  it('leave what is older than the endpoint to a backfill', () => {
    expect(decide('first', undefined, { createdAt: at(1) })).toEqual({ kind: 'nothing' });
    expect(decide('first update', undefined, { createdAt: at(1) })).toMatchObject({
      event: 'release.published',
    });
    expect(decide('first', undefined, { createdAt: '2026-03-01T08:00:00.900Z' })).toMatchObject({
      event: 'release.published',
    });
    expect(decide('first', holderOf(undefined, 'published@1'), { createdAt: at(1) })).toMatchObject({
      event: 'release.published',
    });
    expect(decide('first kill', holderOf('published@1'), { createdAt: at(9) })).toMatchObject({
      event: 'release.killed',
    });
  });
});

describe('any history', () => {
  const next: Record<ReleaseState, string[]> = {
    scheduled: ['update:scheduled', 'lift'],
    embargoed: ['update:embargoed', 'minor:embargoed', 'lift', 'withdrawal'],
    published: ['minor', 'update', 'correction', 'withdrawal', 'expiry', 'kill'],
    expired: ['update', 'withdrawal', 'kill'],
    withdrawn: ['restore', 'kill'],
    killed: [],
  };
  const stateOf = (word: string): ReleaseState =>
    (word.split(':')[1] as ReleaseState | undefined) ?? STATES[word.split(':')[0] as ChangeKind];
  const histories = fc
    .tuple(
      fc.constantFrom('first', 'first:embargoed', 'first:scheduled'),
      fc.array(fc.nat(20), { maxLength: 7 }),
    )
    .map(([first, picks]) => {
      const words: string[] = [first];
      for (const pick of picks) {
        const choices = next[stateOf(words.at(-1)!)];
        if (choices.length > 0) words.push(choices[pick % choices.length]!);
      }
      return words;
    });
  const wishes = fc.record({
    minor: fc.boolean(),
    embargo: fc.constantFrom('hold' as const, 'advance' as const),
    format: fc.constantFrom('thin' as const, 'ninjs' as const),
    filter: fc.constantFrom<{ newsrooms?: string[] }>({}, { newsrooms: ['harbour'] }),
  });
  const tells = ['published', 'updated', 'corrected', 'withdrawn', 'killed', 'embargoed'];
  const maybeMark = fc.option(fc.tuple(fc.constantFrom(...tells), fc.nat(20)), { nil: undefined });
  const situations = fc
    .tuple(histories, wishes, maybeMark, maybeMark)
    .map(([words, endpoint, told, trying]) => {
      const place = (one: [string, number] | undefined): string | undefined =>
        one && `${one[0]}@${1 + (one[1] % words.length)}`;
      const chain = chainOf(words.join(' '));
      return {
        latest: headOf(chain),
        versionsSince: chain,
        holder: holderOf(place(told), place(trying)),
        endpoint: anEndpoint(endpoint),
      };
    });

  it('meets every row of the table', () => {
    const reached = new Set<string>();
    const older = { createdAt: '2027-01-01T00:00:00.000Z' };
    for (const situation of fc.sample(situations, { numRuns: 30_000, seed: 1 })) {
      for (const endpoint of [situation.endpoint, { ...situation.endpoint, ...older }]) {
        const facts = tellingFacts({ ...situation, endpoint });
        reached.add(TELLING_ROWS.find(({ when }) => when(facts))?.row ?? '');
      }
    }
    expect(reached).toEqual(new Set(TELLING_ROWS.map(({ row }) => row)));
  });

  it('gives the same plan for the same input', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const before = structuredClone(situation);
        expect(decideTelling(situation)).toEqual(decideTelling(structuredClone(situation)));
        expect(situation).toEqual(before);
      }),
    );
  });

  it('is told by its newest version, and settled once it was told', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const telling = decideTelling(situation);
        if (telling.kind === 'nothing') return;
        expect(telling.version).toBe(situation.latest.version);
        const told = { version: telling.version, event: telling.event };
        const holder: Holder = { releaseId: 'blora/market', endpointId: 'ep-1', rev: 2, told };
        expect(decideTelling({ ...situation, holder })).toEqual({ kind: 'nothing' });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is told as what it is: nobody hears of a withdrawal who may have nothing, nor of what is not public', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { latest, holder, endpoint } = situation;
        const telling = decideTelling(situation);
        const event = telling.kind === 'tell' ? telling.event : undefined;
        const isMatch = !endpoint.filter?.newsrooms;
        if (event === 'release.killed') expect(latest.state).toBe('killed');
        if (event === 'release.withdrawn' || event === 'release.killed') expect(holder).toBeDefined();
        if (event === 'release.withdrawn' && latest.state !== 'withdrawn')
          expect(
            isMatch &&
              endpoint.embargo === 'advance' &&
              endpoint.format === 'ninjs' &&
              latest.state === 'embargoed',
          ).toBe(false);
        if (event === 'release.embargoed')
          expect([latest.state, endpoint.embargo, endpoint.format, isMatch]).toEqual([
            'embargoed',
            'advance',
            'ninjs',
            true,
          ]);
        if (event === 'release.published' || event === 'release.updated' || event === 'release.corrected') {
          expect(isMatch).toBe(true);
          expect(['published', 'expired']).toContain(latest.state);
        }
        if (latest.state === 'scheduled') expect(event).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it('has something to tell while a request may have arrived', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        fc.pre(situation.holder?.trying !== undefined && situation.latest.state !== 'scheduled');
        expect(decideTelling(situation).kind).toBe('tell');
      }),
      { numRuns: 2_000 },
    );
  });

  it('makes one body of one webhook-id, whatever was told before', () => {
    fc.assert(
      fc.property(situations, situations, (one, other) => {
        const [a, b] = [decideTelling(one), decideTelling({ ...one, holder: other.holder })];
        fc.pre(a.kind === 'tell' && b.kind === 'tell' && a.event === b.event);
        expect(a).toEqual(b);
      }),
      { numRuns: 2_000 },
    );
  });
});
