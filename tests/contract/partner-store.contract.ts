import { describe, expect, it } from 'vitest';
import { shardOf } from '#adapters/shard-of.ts';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import { ENDPOINT_SHARDS, type PartnerStore } from '#ports/partner-store.ts';
import { ONE_WINNER, race, type Harness } from './harness.ts';
import { sampleEndpoint, sampleFormer, samplePartner } from './samples.ts';

const token = (tokenHash: string) =>
  ({ tokenHash, role: 'partner', subject: 'kabar', createdAt: '2025-01-14T02:04:11Z' }) as const;

/** What every `PartnerStore` does. */
export function partnerStoreContract({ make }: Harness<PartnerStore>): void {
  describe('PartnerStore', () => {
    it('keeps partners on their rev', async () => {
      const store = await make();
      expect(await store.listPartners()).toEqual([]);
      expect(await race(20, () => store.putPartner(samplePartner('kabar', 1), 0))).toEqual(ONE_WINNER);
      await store.putPartner(samplePartner('antar', 1), 0);
      const renamed = samplePartner('kabar', 2, 'Kabar Baru');
      expect(await store.putPartner(renamed, 1)).toBe('written');
      expect(await store.putPartner(samplePartner('kabar', 2), 1)).toBe('refused');
      expect(await store.getPartner('kabar')).toEqual(renamed);
      expect(await store.listPartners()).toEqual([samplePartner('antar', 1), renamed]);
      await store.removePartner('kabar');
      await store.removePartner('kabar');
      expect(await store.getPartner('kabar')).toBeUndefined();
      expect(await store.listPartners()).toEqual([samplePartner('antar', 1)]);
      expect(await store.putPartner(samplePartner('kabar', 1), 0)).toBe('written');
      expect(await store.listPartners()).toHaveLength(2);
    });

    it('spreads endpoints over shards, each in one', async () => {
      const store = await make();
      const ids = Array.from({ length: 64 }, (_, index) => `ep-${index}`);
      await Promise.all(ids.map((id) => store.putEndpoint(sampleEndpoint(id, 1), 0)));
      const shards = await Promise.all(
        Array.from({ length: ENDPOINT_SHARDS }, (_, shard) => store.listEndpoints(shard)),
      );
      expect(
        shards
          .flat()
          .map(({ endpointId }) => endpointId)
          .sort(),
      ).toEqual(ids.toSorted());
      expect(shards.filter((shard) => shard.length > 0).length).toBeGreaterThan(8);
      expect(await store.getEndpoint('ep-7')).toEqual(sampleEndpoint('ep-7', 1));
      await store.removeEndpoint('ep-7');
      await store.removeEndpoint('ep-7');
      expect(await store.getEndpoint('ep-7')).toBeUndefined();
    });

    it('keeps endpoints and their health on rev, apart from each other', async () => {
      const store = await make();
      const rich: Endpoint = {
        ...sampleEndpoint('ep-1', 2),
        events: ['release.published'],
        filter: { newsrooms: ['blora'], languages: ['id'] },
        schedule: [5, 300],
        maxAgeSeconds: 60,
        challenge: { since: '2025-01-14T02:04:11Z', attempt: 2 },
      };
      expect(await race(20, () => store.putEndpoint(sampleEndpoint('ep-1', 1), 0))).toEqual(ONE_WINNER);
      expect(await store.getHealth('ep-1')).toBeUndefined();
      const health = { endpointId: 'ep-1', rev: 1, failuresInRow: 3, firstFailureAt: '2025-01-14T02:04:11Z' };
      expect(await race(20, () => store.putHealth(health, 0))).toEqual(ONE_WINNER);
      expect(await store.putEndpoint(rich, 1)).toBe('written');
      expect(await store.putHealth({ ...health, rev: 3 }, 2)).toBe('refused');
      expect(await store.getHealth('ep-1')).toEqual(health);
      expect(await store.getEndpoint('ep-1')).toEqual(rich);
    });

    it('remembers whom an endpoint was of, after it is gone', async () => {
      const store = await make();
      await store.putEndpoint(sampleEndpoint('ep-1', 1), 0);
      expect(await store.getFormerEndpoint('ep-1')).toBeUndefined();
      await store.putFormerEndpoint({ ...sampleFormer('ep-1'), host: 'old.example' });
      await store.putFormerEndpoint(sampleFormer('ep-1'));
      await store.removeEndpoint('ep-1');
      expect(await store.getFormerEndpoint('ep-1')).toEqual(sampleFormer('ep-1'));
    });

    it('lists more endpoints of a shard than one page holds', async () => {
      const store = await make();
      const url = `https://a.example/${'x'.repeat(4000)}`;
      const ids = Array.from({ length: 6000 }, (_, index) => `ep-${index}`).filter(
        (id) => shardOf(id, ENDPOINT_SHARDS) === 5,
      );
      for (let at = 0; at < ids.length; at += 100) {
        await Promise.all(
          ids.slice(at, at + 100).map((id) => store.putEndpoint(sampleEndpoint(id, 1, url), 0)),
        );
      }
      expect(ids.length * url.length).toBeGreaterThan(1024 * 1024);
      expect(await store.listEndpoints(5)).toHaveLength(ids.length);
    });

    it('keeps tokens by their hash', async () => {
      const store = await make();
      await store.putToken(token('b'));
      await store.putToken(token('a'));
      await store.putToken(token('a'));
      expect(await store.getToken('a')).toEqual(token('a'));
      expect(await store.listTokens()).toEqual([token('a'), token('b')]);
      await store.removeToken('a');
      await store.removeToken('a');
      expect(await store.getToken('a')).toBeUndefined();
      expect(await store.listTokens()).toEqual([token('b')]);
    });
  });
}
