import { expect, test } from 'vitest';
import { makeWholeWorld } from '../../support/whole-world.ts';

type Read = { items: { id: string; url: string; title: string }[] };

test('an edited headline moves nothing: a release keeps its address and its id for life', async () => {
  const { put, site, remove, pass } = await makeWholeWorld();
  const items = async () => {
    const feed: Read = JSON.parse(new TextDecoder().decode((await site.get('n/blora/feed.json'))?.body));
    return feed.items;
  };
  const pages = async () =>
    (await site.list('n/blora/', { limit: 100 })).filter((key) => /^n\/blora\/[^/.]+$/.test(key));

  await put('incoming/blora/pasar.md', '# Pasar Dibuka Senin\n\nPasar dibuka lagi.\n');
  const [first] = await items();
  const [page] = await pages();
  expect(page).toMatch(/^n\/blora\/pasar-dibuka-senin-[0-9a-f]{8}$/);
  expect(first?.url).toBe(`https://site.example/${page}`);

  await put('incoming/blora/pasar.md', '# Pasar Baru Dibuka Selasa\n\nPasar dibuka lagi.\n');
  expect(await items()).toMatchObject([
    { id: first?.id, url: first?.url, title: 'Pasar Baru Dibuka Selasa' },
  ]);
  expect(await pages()).toEqual([page]);

  await remove('incoming/blora/pasar.md');
  await pass(120_000);
  await put('incoming/blora/pasar.md', '# Pasar Dibuka Rabu\n\nPasar dibuka lagi.\n');
  expect(await items()).toMatchObject([{ id: first?.id, url: first?.url, title: 'Pasar Dibuka Rabu' }]);
  expect(await pages()).toEqual([page]);
});
