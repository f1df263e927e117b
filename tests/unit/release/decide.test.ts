import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideRelease,
  RELEASE_ROWS,
  type FoldedUpload,
  type ReleaseDecision,
  type ReleaseFacts,
} from '#domain/release/decide.ts';
import type { Head } from '#domain/release/head.ts';
import { aHead } from '../../support/a-head.ts';

const KEY = 'incoming/blora/market.md';
const OTHER = 'incoming/blora/other.md';

function anUpload(changes: Partial<FoldedUpload> = {}): FoldedUpload {
  return {
    key: KEY,
    versionId: 'v2',
    at: '2026-03-01T09:00:00.000Z',
    hash: 'hash-2',
    textHash: 'text-2',
    draft: { change: { kind: 'update' } },
    resolvedBy: 'source',
    ...changes,
  };
}

type Row = {
  name: string;
  head?: Head;
  upload?: Partial<FoldedUpload>;
  alreadyFolded?: boolean;
  refusedBefore?: ReleaseFacts['refusedBefore'];
  killedContent?: boolean;
  differentStory?: boolean;
  unreviewed?: boolean;
  nowMs?: number;
  firstReceivedMs?: number;
  expected: ReleaseDecision;
};

const NOON = Date.parse('2026-03-01T12:00:00.000Z');
const PUBLISHED_SINCE = { firstPublicAt: '2026-03-01T08:00:00.000Z' };
const withdrawn = (by: 'deletion' | 'command', at: string): Head =>
  aHead({ state: 'withdrawn', kind: 'withdrawal', version: 2, withdrawn: { at, by } });

const ROWS: Row[] = [
  {
    name: 'a release not yet known is published, first public when it was uploaded',
    upload: { resolvedBy: 'stem' },
    expected: {
      kind: 'version',
      state: 'published',
      changeKind: 'first',
      firstPublicAt: '2026-03-01T09:00:00.000Z',
    },
  },
  {
    name: 'an edited file is an update and keeps its first public time',
    head: aHead(),
    expected: { kind: 'version', state: 'published', changeKind: 'update', ...PUBLISHED_SINCE },
  },
  {
    name: 'a correction stays a correction',
    head: aHead(),
    upload: { draft: { change: { kind: 'correction', note: 'The date was wrong.' } } },
    expected: { kind: 'version', state: 'published', changeKind: 'correction', ...PUBLISHED_SINCE },
  },
  { name: 'the same again', head: aHead(), upload: { hash: 'hash-1' }, expected: { kind: 'unchanged' } },
  {
    name: 'already folded is asked before killed',
    head: aHead({ state: 'killed' }),
    alreadyFolded: true,
    killedContent: true,
    expected: { kind: 'already-folded' },
  },
  {
    name: 'what was held stays held though it would be news now',
    refusedBefore: 'E_DIFFERENT_STORY',
    expected: { kind: 'held', code: 'E_DIFFERENT_STORY' },
  },
  {
    name: 'what was refused stays refused for the same reason',
    head: aHead({ state: 'killed' }),
    refusedBefore: 'E_ID_TAKEN',
    expected: { kind: 'refused', code: 'E_ID_TAKEN' },
  },
  {
    name: 'killed content is refused for a new release',
    killedContent: true,
    expected: { kind: 'refused', code: 'E_KILLED_CONTENT' },
  },
  {
    name: 'nothing restores a killed release',
    head: aHead({ state: 'killed' }),
    expected: { kind: 'refused', code: 'E_KILLED_CONTENT' },
  },
  {
    name: 'other words under a second key without an id are another story',
    head: aHead(),
    upload: { key: OTHER, resolvedBy: 'stem' },
    expected: { kind: 'refused', code: 'E_ID_TAKEN' },
  },
  {
    name: 'a worker that named the release in SOURCE and came too late has no part of it either',
    head: aHead(),
    upload: { key: OTHER, resolvedBy: 'source' },
    expected: { kind: 'refused', code: 'E_ID_TAKEN' },
  },
  {
    name: 'other words under a second key with an explicit id are the same story',
    head: aHead(),
    upload: { key: OTHER, resolvedBy: 'id' },
    expected: { kind: 'version', state: 'published', changeKind: 'update', ...PUBLISHED_SINCE },
  },
  {
    name: 'a second key with the same words is an alias',
    head: aHead(),
    upload: { key: OTHER, resolvedBy: 'claim', hash: 'hash-1', textHash: 'text-1' },
    expected: { kind: 'unchanged' },
  },
  {
    name: 'between keys the later upload stands',
    head: aHead(),
    upload: { key: OTHER, resolvedBy: 'id', at: '2026-03-01T07:00:00.000Z' },
    expected: { kind: 'superseded' },
  },
  {
    name: 'at a tie between keys the greater key stands',
    head: aHead(),
    upload: { key: OTHER, resolvedBy: 'id', at: '2026-03-01T08:00:00.000Z' },
    expected: { kind: 'version', state: 'published', changeKind: 'update', ...PUBLISHED_SINCE },
  },
  {
    name: 'at a tie between keys the smaller key does not',
    head: aHead(),
    upload: { key: 'incoming/blora/a.md', resolvedBy: 'id', at: '2026-03-01T08:00:00.000Z' },
    expected: { kind: 'superseded' },
  },
  {
    name: 'an upload older than the withdrawal command does not restore',
    head: withdrawn('command', '2026-03-01T10:00:00.000Z'),
    expected: { kind: 'superseded' },
  },
  {
    name: 'at a tie the command stands',
    head: withdrawn('command', '2026-03-01T09:00:00.000Z'),
    expected: { kind: 'superseded' },
  },
  {
    name: 'a newer upload restores what a command withdrew',
    head: withdrawn('command', '2026-03-01T08:30:00.000Z'),
    expected: { kind: 'version', state: 'published', changeKind: 'restore', ...PUBLISHED_SINCE },
  },
  {
    name: 'the same content restores a withdrawn release as a new version',
    head: withdrawn('deletion', '2026-03-01T08:30:00.000Z'),
    upload: { hash: 'hash-1', textHash: 'text-1' },
    expected: { kind: 'version', state: 'published', changeKind: 'restore', ...PUBLISHED_SINCE },
  },
  {
    name: 'a living key that is folded late restores a release withdrawn by deletion',
    head: withdrawn('deletion', '2026-03-01T10:00:00.000Z'),
    upload: { key: OTHER, resolvedBy: 'claim', at: '2026-03-01T07:00:00.000Z' },
    expected: { kind: 'version', state: 'published', changeKind: 'restore', ...PUBLISHED_SINCE },
  },
  {
    name: 'a time that has not come schedules',
    upload: { draft: { change: { kind: 'update' }, publishAt: '2026-03-01T13:00:00Z' } },
    expected: {
      kind: 'version',
      state: 'scheduled',
      changeKind: 'first',
      publishAt: '2026-03-01T13:00:00Z',
    },
  },
  {
    name: 'an embargo that has not come holds',
    upload: { draft: { change: { kind: 'update' }, embargoedUntil: '2026-03-01T13:00:00Z' } },
    expected: {
      kind: 'version',
      state: 'embargoed',
      changeKind: 'first',
      embargoedUntil: '2026-03-01T13:00:00Z',
    },
  },
  {
    name: 'a fast clock alone lifts nothing',
    upload: { draft: { change: { kind: 'update' }, embargoedUntil: '2026-03-01T12:00:03Z' } },
    nowMs: NOON + 5000,
    expected: {
      kind: 'version',
      state: 'embargoed',
      changeKind: 'first',
      embargoedUntil: '2026-03-01T12:00:03Z',
    },
  },
  {
    name: 'a time that came between upload and fold is the first public time',
    upload: { draft: { change: { kind: 'update' }, publishAt: '2026-03-01T11:00:00Z' } },
    expected: {
      kind: 'version',
      state: 'published',
      changeKind: 'first',
      publishAt: '2026-03-01T11:00:00Z',
      firstPublicAt: '2026-03-01T11:00:00Z',
    },
  },
  {
    name: 'a text dated ahead waits for its date',
    upload: { draft: { change: { kind: 'update' }, datedAt: '2026-03-02T00:00:00Z' } },
    expected: {
      kind: 'version',
      state: 'scheduled',
      changeKind: 'first',
      publishAt: '2026-03-02T00:00:00Z',
    },
  },
  {
    name: 'a text dated ten minutes ahead is a desk whose clock is fast',
    upload: { draft: { change: { kind: 'update' }, datedAt: '2026-03-01T09:10:00Z' } },
    expected: {
      kind: 'version',
      state: 'published',
      changeKind: 'first',
      firstPublicAt: '2026-03-01T09:00:00.000Z',
    },
  },
  {
    name: 'what is public cannot be hidden by a later time',
    head: aHead(),
    upload: { draft: { change: { kind: 'update' }, embargoedUntil: '2026-03-01T13:00:00Z' } },
    expected: { kind: 'refused', code: 'E_ALREADY_PUBLIC' },
  },
  {
    name: 'another story under the name is held',
    head: aHead(),
    differentStory: true,
    expected: { kind: 'held', code: 'E_DIFFERENT_STORY' },
  },
  {
    name: 'a text of a newsroom that reviews waits for a second person',
    unreviewed: true,
    expected: { kind: 'held', code: 'E_REVIEW' },
  },
  {
    name: 'so does a correction of what is public',
    head: aHead(),
    upload: { draft: { change: { kind: 'correction', said: true, note: 'Sunday.' } } },
    unreviewed: true,
    expected: { kind: 'held', code: 'E_REVIEW' },
  },
  {
    name: 'what would be refused is refused at once, however it is reviewed',
    killedContent: true,
    unreviewed: true,
    expected: { kind: 'refused', code: 'E_KILLED_CONTENT' },
  },
  {
    name: 'also under the name of a withdrawn one',
    head: withdrawn('deletion', '2026-03-01T08:30:00.000Z'),
    differentStory: true,
    expected: { kind: 'held', code: 'E_DIFFERENT_STORY' },
  },
  {
    name: 'another story whose author named the change replaces the first',
    head: aHead(),
    upload: { draft: { change: { kind: 'update', said: true } } },
    differentStory: true,
    expected: { kind: 'version', state: 'published', changeKind: 'update', ...PUBLISHED_SINCE },
  },
  {
    name: 'another story whose author wrote the id replaces the first',
    head: aHead(),
    upload: { resolvedBy: 'id' },
    differentStory: true,
    expected: { kind: 'version', state: 'published', changeKind: 'update', ...PUBLISHED_SINCE },
  },
  {
    name: 'an upload that a later one of another key has replaced is not held',
    head: aHead({
      sources: {
        ...aHead().sources,
        [OTHER]: { versionId: 'v1', at: '2026-03-01T06:00:00.000Z', live: true },
      },
    }),
    upload: { key: OTHER, at: '2026-03-01T07:00:00.000Z' },
    differentStory: true,
    expected: { kind: 'superseded' },
  },
  {
    name: 'a time that was past at the upload has come, whatever the clock of ingest says',
    upload: { draft: { change: { kind: 'update' }, embargoedUntil: '2026-03-01T08:59:00Z' } },
    nowMs: Date.parse('2026-03-01T08:58:00Z'),
    firstReceivedMs: Date.parse('2026-03-01T08:58:00Z'),
    expected: {
      kind: 'version',
      state: 'published',
      changeKind: 'first',
      embargoedUntil: '2026-03-01T08:59:00Z',
      firstPublicAt: '2026-03-01T09:00:00.000Z',
    },
  },
  {
    name: 'what expired before it was uploaded is expired',
    upload: { draft: { change: { kind: 'update' }, expires: '2026-03-01T09:00:00Z' } },
    expected: {
      kind: 'version',
      state: 'expired',
      changeKind: 'first',
      firstPublicAt: '2026-03-01T09:00:00.000Z',
    },
  },
  {
    name: 'a later end is no end',
    upload: { draft: { change: { kind: 'update' }, expires: '2026-03-01T09:00:01Z' } },
    expected: {
      kind: 'version',
      state: 'published',
      changeKind: 'first',
      firstPublicAt: '2026-03-01T09:00:00.000Z',
    },
  },
  {
    name: 'an edit after the time, before anybody lifted it, keeps the time as its first',
    head: aHead({ state: 'scheduled', publishAt: '2026-03-01T08:30:00Z', firstPublicAt: undefined! }),
    upload: { draft: { change: { kind: 'update' }, datedAt: '2026-03-02T00:00:00Z' } },
    expected: {
      kind: 'version',
      state: 'published',
      changeKind: 'update',
      firstPublicAt: '2026-03-01T08:30:00Z',
    },
  },
  {
    name: 'what was withdrawn before its time was never public, and may wait again',
    head: aHead({ state: 'withdrawn', publishAt: '2026-03-01T08:30:00Z', firstPublicAt: undefined! }),
    upload: { draft: { change: { kind: 'update' }, publishAt: '2026-03-01T13:00:00Z' } },
    expected: {
      kind: 'version',
      state: 'scheduled',
      changeKind: 'restore',
      publishAt: '2026-03-01T13:00:00Z',
    },
  },
  {
    name: 'nor what had become public by the time of the upload, though nobody lifted it yet',
    head: aHead({ state: 'scheduled', publishAt: '2026-03-01T08:30:00Z', firstPublicAt: undefined! }),
    upload: { draft: { change: { kind: 'update' }, publishAt: '2026-03-01T13:00:00Z' } },
    expected: { kind: 'refused', code: 'E_ALREADY_PUBLIC' },
  },
];

function decide(row: Row): ReleaseDecision {
  return decideRelease(factsOf(row));
}

function factsOf(row: Row): ReleaseFacts {
  return {
    head: row.head && dropUndefined(row.head),
    upload: anUpload(row.upload),
    alreadyFolded: row.alreadyFolded ?? false,
    refusedBefore: row.refusedBefore,
    killedContent: row.killedContent ?? false,
    differentStory: row.differentStory ?? false,
    unreviewed: row.unreviewed ?? false,
    moment: { nowMs: row.nowMs ?? NOON, firstReceivedMs: row.firstReceivedMs ?? NOON },
  };
}

function dropUndefined(head: Head): Head {
  return Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined)) as Head;
}

describe('the lifecycle of an upload', () => {
  test.each(ROWS)('$name', (row) => {
    expect(decide(row)).toEqual(row.expected);
  });

  test('every row of the table has a case', () => {
    const reached = new Set(ROWS.map((row) => RELEASE_ROWS.find(({ when }) => when(factsOf(row)))?.row));
    expect(reached).toEqual(new Set(RELEASE_ROWS.map(({ row }) => row)));
  });

  const instant = fc
    .integer({ min: 0, max: 86_400 })
    .map((second) => new Date(Date.parse('2026-03-01T00:00:00Z') + second * 1000).toISOString());
  const heads = fc.record({
    state: fc.constantFrom('scheduled', 'embargoed', 'published', 'expired', 'withdrawn', 'killed'),
    uploadAt: instant,
    withdrawnAt: instant,
    by: fc.constantFrom('deletion', 'command'),
  });
  const uploads = fc.record({
    at: instant,
    key: fc.constantFrom(KEY, OTHER),
    hash: fc.constantFrom('hash-1', 'hash-2'),
    publishAt: fc.option(instant, { nil: undefined }),
  });

  test('nothing is public before its time by either clock, and a killed release never lives again', () => {
    fc.assert(
      fc.property(heads, uploads, fc.boolean(), instant, instant, (h, u, known, now, received) => {
        const head = aHead({
          state: h.state,
          withdrawn: { at: h.withdrawnAt, by: h.by },
          upload: { key: KEY, versionId: 'v1', at: h.uploadAt },
        });
        const upload = anUpload({
          at: u.at,
          key: u.key,
          hash: u.hash,
          draft: { change: { kind: 'update' }, ...(u.publishAt ? { publishAt: u.publishAt } : {}) },
        });
        const decision = decideRelease({
          head: known ? head : undefined,
          upload,
          alreadyFolded: false,
          killedContent: false,
          differentStory: false,
          unreviewed: false,
          moment: { nowMs: Date.parse(now), firstReceivedMs: Date.parse(received) },
        });
        if (known && h.state === 'killed') expect(decision.kind).toBe('refused');
        if (decision.kind !== 'version' || decision.state !== 'published' || u.publishAt === undefined)
          return;
        const time = Date.parse(u.publishAt);
        const came = time <= Date.parse(u.at) || (time <= Date.parse(now) && time <= Date.parse(received));
        expect(came).toBe(true);
      }),
    );
  });

  test('the same upload twice is one version: done again on what it made, it is unchanged', () => {
    fc.assert(
      fc.property(heads, uploads, fc.boolean(), instant, (h, u, known, now) => {
        const { publishAt } = u;
        const moment = { nowMs: Date.parse(now), firstReceivedMs: Date.parse(now) };
        const facts: ReleaseFacts = {
          head: known
            ? aHead({
                state: h.state,
                withdrawn: { at: h.withdrawnAt, by: h.by },
                upload: { key: KEY, versionId: 'v1', at: h.uploadAt },
              })
            : undefined,
          upload: anUpload({
            at: u.at,
            key: u.key,
            hash: u.hash,
            draft: { change: { kind: 'update' }, ...(publishAt ? { publishAt } : {}) },
          }),
          alreadyFolded: false,
          killedContent: false,
          differentStory: false,
          unreviewed: false,
          moment,
        };
        const decision = decideRelease(facts);
        expect(decideRelease(structuredClone(facts))).toEqual(decision);
        if (decision.kind !== 'version') return;
        const { state, firstPublicAt: publicAt } = decision;
        const { firstPublicAt: _public, ...rest } = facts.head ?? aHead();
        const after: Head = {
          ...rest,
          state,
          hash: u.hash,
          textHash: facts.upload.textHash,
          upload: { key: u.key, versionId: 'v2', at: u.at },
          ...(publicAt === undefined ? {} : { firstPublicAt: publicAt }),
          ...(publishAt === undefined ? {} : { publishAt }),
        };
        expect(decideRelease({ ...facts, head: after })).toEqual({ kind: 'unchanged' });
      }),
    );
  });
});
