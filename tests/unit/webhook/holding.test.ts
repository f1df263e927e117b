import { describe, expect, it } from 'vitest';
import { headWithVersion } from '#domain/release/next-head.ts';
import { holdingOf } from '#domain/webhook/holding.ts';
import { aHead } from '../../support/a-head.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';

const AT = '2026-03-02T08:00:00Z';
const minor = headWithVersion(aHead(), { version: 2, state: 'published', kind: 'minor', at: AT });
const holder = (version: number) => ({
  releaseId: minor.releaseId,
  endpointId: 'ep-1',
  rev: 1,
  told: { version, event: 'release.published' } as const,
});

describe('what an endpoint should hold', () => {
  it('is the newest version that it is told, not a minor one that it did not ask for', () => {
    expect(holdingOf(minor, holder(1), anEndpoint())).toMatchObject({ version: 1, toldVersion: 1 });
    expect(holdingOf(minor, holder(1), anEndpoint({ minor: true }))).toMatchObject({ version: 2 });
    expect(holdingOf(minor, holder(2), anEndpoint())).toMatchObject({ version: 2, toldVersion: 2 });
  });

  it('follows the wishes that held when the version came', () => {
    const filter = { newsrooms: ['elsewhere'] };
    const later = { filter, wishesSince: '2026-03-03T08:00:00Z' };
    const earlierWishes = [{ minor: false, since: '2026-01-01T00:00:00Z' }];
    expect(holdingOf(minor, holder(1), anEndpoint({ ...later, earlierWishes }))).toMatchObject({
      state: 'published',
    });
    expect(holdingOf(minor, holder(1), anEndpoint({ filter }))).toMatchObject({ state: 'withdrawn' });
  });
});
