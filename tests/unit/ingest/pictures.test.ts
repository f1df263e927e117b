import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { aPhoto, anXmp, CAMERA_WORDS } from '../../support/a-photo.ts';
import { BLORA } from '../../support/ingest-world.ts';
import { makePictureWorld } from '../../support/picture-world.ts';

const MINUTE = 60_000;
const TEXT = 'incoming/blora/acara/pasar.md';
const PHOTO = 'incoming/blora/acara/foto.jpg';
const NAMED = 'picture: foto.jpg\n';

function text(front = '', body = 'Pedagang kembali ke los lama.'): string {
  return `---\ntitle: Pasar buka\n${front}---\n\n${body}\n`;
}

let photo: Buffer;
let other: Buffer;
beforeAll(async () => {
  photo = await aPhoto();
  other = await aPhoto({ colour: '#993333' });
});

describe('a picture and its text', () => {
  it.each([
    ['named in front matter', TEXT, PHOTO, NAMED],
    ['called as the text', 'incoming/blora/pasar.md', 'incoming/blora/pasar-2.JPG', ''],
    ['in a folder of their own', TEXT, PHOTO, ''],
    ['named from another folder', TEXT, 'incoming/blora/gambar/foto.jpg', 'picture: ../gambar/foto.jpg\n'],
  ])('%s: the picture first', async (_, textKey, photoKey, front) => {
    const world = await makePictureWorld();
    await world.drop(photoKey, photo);
    await world.drop(textKey, text(front));
    const name = textKey === TEXT ? 'acara-pasar' : 'pasar';
    expect(await world.head(name)).toMatchObject({ version: 1, state: 'published' });
    const { picture } = (await world.content(name)) ?? {};
    expect(picture?.file).toMatchObject({ type: 'image/jpeg', width: 800, height: 400 });
    expect((await world.media()).toSorted()).toEqual(picture?.renditions?.map(({ key }) => key).toSorted());
  });

  it.each([
    ['named in front matter', TEXT, PHOTO, NAMED, 1],
    ['called as the text', 'incoming/blora/pasar.md', 'incoming/blora/pasar.jpg', '', 2],
    ['in a folder of their own', TEXT, PHOTO, '', 2],
  ])('%s: the text first', async (_, textKey, photoKey, front, version) => {
    const world = await makePictureWorld();
    await world.drop(textKey, text(front));
    await world.drop(photoKey, photo);
    const name = textKey === TEXT ? 'acara-pasar' : 'pasar';
    expect(await world.head(name)).toMatchObject({ version, state: 'published' });
    expect((await world.content(name))?.picture?.file).toBeDefined();
  });

  it('the picture of one text is not that of its neighbour', async () => {
    const world = await makePictureWorld();
    await world.drop('incoming/blora/rilis.md', text());
    await world.drop('incoming/blora/rilis-2.md', text('', 'Cerita kedua.'));
    await world.drop('incoming/blora/rilis-2.jpg', photo);
    expect((await world.content('rilis'))?.picture).toBeUndefined();
    expect((await world.content('rilis-2'))?.picture?.file).toBeDefined();
  });

  it('tells nobody where it was taken', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    expect(photo.includes(CAMERA_WORDS[1])).toBe(true);
    for (const store of [world.deps.site, world.deps.receipts]) {
      for (const key of await store.list('', { limit: 1000 })) {
        const body = Buffer.from((await store.get(key))?.body ?? '');
        expect(CAMERA_WORDS.filter((word) => body.includes(word)).map((word) => `${key} ${word}`)).toEqual(
          [],
        );
      }
    }
  });

  it('has the words of the text, else those of its file', async () => {
    const world = await makePictureWorld();
    const xmp = anXmp({ caption: 'Pedagang di los', credit: 'Maya', rights: 'Pemkab Blora' });
    await world.drop(PHOTO, await aPhoto({ xmp }));
    await world.drop(
      TEXT,
      text('picture:\n  file: foto.jpg\n  caption: Los lama, Senin\n  alt: Orang di pasar\n'),
    );
    expect((await world.content())?.picture).toMatchObject({
      caption: 'Los lama, Senin',
      alt: 'Orang di pasar',
      credit: 'Maya',
      rights: 'Pemkab Blora',
    });
  });
});

describe('pictures in the text', () => {
  it('stand where the text names them; the first is the lead; one that nobody placed stands behind', async () => {
    const world = await makePictureWorld();
    for (const name of ['a', 'b', 'c'])
      await world.drop(`incoming/blora/acara/${name}.jpg`, name === 'b' ? other : photo);
    const front = 'picture: a.jpg\n';
    await world.drop(TEXT, text(front, 'Awal.\n\n![Los](b.jpg "Di los")\n\nKata ![](c.jpg) akhir.'));
    const { bodyHtml, pictures, picture } = (await world.content()) ?? {};
    expect(picture?.file).toBeDefined();
    expect(pictures).toHaveLength(2);
    const [b, c] = pictures?.map(({ file }) => file?.key.replace('media/', '')) ?? [];
    expect(bodyHtml).toBe(
      `<p>Awal.</p>\n<figure><img src="https://media.invalid/${b}" alt="Los" width="800" height="400"><figcaption>Di los</figcaption></figure>\n` +
        `<p>Kata <img src="https://media.invalid/${c}" alt="" width="800" height="400"> akhir.</p>\n`,
    );
    expect((await world.media()).length).toBe(12);
  });

  it('of which nothing is known leave nothing, whoever wrote their address', async () => {
    const world = await makePictureWorld();
    const html =
      '<h1>Pasar buka</h1><p>Isi.</p><img src="https://media.invalid/x.jpg"><img src="https://picture.invalid/x.jpg">';
    await world.drop('incoming/blora/pasar.html', html);
    expect((await world.content('pasar'))?.bodyHtml).toBe('<p>Isi.</p>');
  });

  it('change nothing of what the words are known by', async () => {
    const [with_, without] = [await makePictureWorld(), await makePictureWorld()];
    for (const world of [with_, without])
      await world.drop(TEXT, text('', 'Awal.\n\n![x](b.jpg "Kata lain")\n'));
    await with_.drop('incoming/blora/acara/b.jpg', photo);
    await without.wait(16 * MINUTE);
    const [a, b] = [await with_.head(), await without.head()];
    expect(a?.textHash).toBe(b?.textHash);
    expect(a?.hash).not.toBe(b?.hash);
  });
});

describe('a text whose picture is not there', () => {
  it('waits a quarter of an hour, says so, then is published without it and says that', async () => {
    const world = await makePictureWorld();
    const version = await world.drop(TEXT, text(NAMED));
    expect(await world.head()).toBeUndefined();
    expect(await world.receipt('blora/acara/pasar.md')).toMatchObject({
      state: 'waiting',
      findings: [{ code: 'W_PICTURE_AWAITED', found: 'foto.jpg' }],
    });
    const listed = () => world.deps.newsrooms.listReceipts('blora', { limit: 9 });
    expect(await listed()).toMatchObject([{ state: 'waiting', key: TEXT }]);
    await world.wait(14 * MINUTE);
    expect(await world.head()).toBeUndefined();
    await world.wait(2 * MINUTE);
    expect(await world.head()).toMatchObject({ version: 1, state: 'published' });
    const missing = expect.objectContaining({ code: 'W_PICTURE_MISSING', found: 'foto.jpg' });
    const receipt = { state: 'published', findings: expect.arrayContaining([missing]) };
    expect(await listed()).toMatchObject([{ key: TEXT, ...receipt }]);
    expect(await world.receipt('blora/acara/pasar.md')).toMatchObject(receipt);
    expect(await world.receipt(`blora/acara/pasar.md/${version.versionId}`)).toMatchObject(receipt);
    await world.drop(PHOTO, photo);
    expect(await world.head()).toMatchObject({ version: 2, kind: 'minor', state: 'published' });
    expect((await world.content())?.picture?.file).toBeDefined();
    await world.drop(TEXT, text(NAMED));
    expect(await world.head()).toMatchObject({ version: 2 });
    expect(await world.receipt('blora/acara/pasar.md')).toMatchObject({ state: 'unchanged' });
  });

  it.each([
    ['its newsroom has no patience', { pictureWaitMinutes: 0 }, NAMED, 1],
    ['it corrects another', {}, `${NAMED}change: {kind: correction, note: Los lama.}\n`, 1],
    ['its picture is an address', {}, 'picture: https://example.org/foto.jpg\n', 1],
    ['its newsroom waits longer', { pictureWaitMinutes: 60 }, NAMED, undefined],
  ])('does or does not wait: %s', async (_, rules, front, version) => {
    const world = await makePictureWorld();
    const blora = await world.deps.newsrooms.getNewsroom('blora');
    if (blora !== undefined) await world.deps.newsrooms.putNewsroom({ ...blora, rules });
    await world.drop(TEXT, text(front));
    await world.wait(version === undefined ? 16 * MINUTE : 0);
    expect((await world.head())?.version).toBe(version);
  });

  it('is not held up by a version that its author has replaced', async () => {
    const world = await makePictureWorld();
    world.leave(TEXT, text(NAMED));
    await world.drop(TEXT, text());
    expect(await world.head()).toMatchObject({ state: 'published' });
  });

  it('goes on at once when its picture proves to be none', async () => {
    const world = await makePictureWorld();
    await world.drop(TEXT, text(NAMED));
    await world.drop(PHOTO, '<svg xmlns="http://www.w3.org/2000/svg"/>');
    expect(await world.receipt('blora/acara/foto.jpg')).toMatchObject({
      state: 'refused',
      findings: [{ code: 'E_PICTURE_FORMAT', found: 'foto.jpg' }],
    });
    expect(await world.head()).toMatchObject({ version: 1, state: 'published' });
  });
});

describe('a picture', () => {
  it('is kept until its text comes, and its author is told so', async () => {
    const world = await makePictureWorld();
    await world.drop('incoming/blora/pasar.jpg', photo);
    expect(await world.receipt('blora/pasar.jpg')).toMatchObject({
      state: 'kept',
      findings: [{ code: 'W_PICTURE_ALONE' }],
    });
    expect(await world.media()).toEqual([]);
  });

  it.each([
    ['a drawing', 'logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'E_PICTURE_FORMAT'],
    ['a cut off file', 'rusak.jpg', '\u{FF}\u{D8}\u{FF}\u{E0} nothing', 'E_PICTURE_BROKEN'],
  ])('%s is refused with a reason', async (_, name, body, code) => {
    const world = await makePictureWorld();
    await world.drop(`incoming/blora/${name}`, Buffer.from(body, 'latin1'));
    expect(await world.receipt(`blora/${name}`)).toMatchObject({ state: 'refused', findings: [{ code }] });
  });

  it('that replaces another makes a minor version; one that is deleted leaves the page after a minute', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    const first = await world.media();
    await world.drop(PHOTO, other);
    expect(await world.head()).toMatchObject({ version: 2, kind: 'minor' });
    const second = await world.media();
    expect(second).toHaveLength(6);
    expect(second.filter((key) => first.includes(key))).toEqual([]);
    await world.take(PHOTO);
    expect(await world.head()).toMatchObject({ version: 2 });
    await world.wait(MINUTE);
    expect(await world.head()).toMatchObject({ version: 3, kind: 'minor', state: 'published' });
    expect((await world.content())?.picture).toBeUndefined();
    expect(await world.media()).toEqual([]);
    const documents = await world.deps.site.list('n/blora/pasar-buka', { limit: 100 });
    expect(documents.filter((key) => /v[12]\.json$/.test(key))).toHaveLength(2);
  });

  it('that is taken away stays where another release shows it', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    await world.drop('incoming/blora/lain.md', text('', 'Cerita lain.'));
    await world.drop('incoming/blora/lain.jpg', photo);
    await world.take(PHOTO);
    await world.wait(MINUTE);
    expect((await world.content())?.picture).toBeUndefined();
    expect(await world.media()).toHaveLength(6);
    await world.drop('incoming/blora/lain.jpg', other);
    expect((await world.content('lain'))?.picture?.file).toBeDefined();
    expect(await world.media()).toHaveLength(6);
    await world.take('incoming/blora/lain.jpg');
    await world.wait(MINUTE);
    expect(await world.media()).toEqual([]);
  });

  it('that a changed text no longer names is readable no more', async () => {
    const world = await makePictureWorld();
    await world.drop('incoming/blora/gambar/foto.jpg', photo);
    await world.drop('incoming/blora/pasar.md', text('picture: gambar/foto.jpg\n'));
    expect(await world.media()).toHaveLength(6);
    await world.drop('incoming/blora/pasar.md', text('', 'Pedagang kembali ke los baru.'));
    expect(await world.head('pasar')).toMatchObject({ version: 2, kind: 'update' });
    expect(await world.media()).toEqual([]);
  });

  it('that nobody approved is not shown where a second person approves; one that is deleted goes', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    await world.deps.newsrooms.putNewsroom({ ...BLORA, rules: { review: true } });
    await world.drop(PHOTO, other);
    expect(await world.head()).toMatchObject({ version: 1 });
    await world.take(PHOTO);
    await world.wait(MINUTE);
    expect(await world.head()).toMatchObject({ version: 2, kind: 'minor', state: 'published' });
    expect((await world.content())?.picture).toBeUndefined();
  });

  it('stays with a release whose folder is moved', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    await world.drop(TEXT.replace('acara', 'arsip'), text(NAMED));
    await world.drop(PHOTO.replace('acara', 'arsip'), photo);
    await world.take(PHOTO);
    await world.take(TEXT);
    await world.wait(2 * MINUTE);
    expect(await world.head()).toMatchObject({ version: 1, state: 'published' });
  });
});

describe('a large file that is neither text nor picture', () => {
  it.each([
    ['tur.pdf', '%PDF-1.7', 'E_FORMAT_UNKNOWN'],
    ['tur.mov', '\0\0\0\u{14}ftypqt  ', 'E_FORMAT_UNKNOWN'],
    ['tur.txt', 'Tur', 'E_TOO_LARGE'],
  ])('%s is refused for what it is before it is for its size', async (name, start, code) => {
    const world = await makePictureWorld();
    await world.drop(`incoming/blora/${name}`, Buffer.from(start.padEnd(400_000, ' '), 'latin1'));
    expect(await world.receipt(`blora/${name}`)).toMatchObject({ state: 'refused', findings: [{ code }] });
  });
});

it('details beside a text are no text of its folder, and are answered', async () => {
  const world = await makePictureWorld();
  await world.drop('incoming/blora/acara/release.json', '{"summary": "Pasar lama buka kembali."}');
  await world.drop(PHOTO, photo);
  await world.drop(TEXT, text(''));
  expect((await world.content())?.picture?.file).toBeDefined();
  expect(await world.receipt('blora/acara/release.json')).toMatchObject({
    state: 'refused',
    findings: [{ code: 'E_DETAILS_ALONE' }],
  });
});

describe('the preview', () => {
  const PAGE = 'receipts/blora/acara/pasar.md.html';
  const previewIn = async (world: Awaited<ReturnType<typeof makePictureWorld>>, key = PAGE) =>
    new TextDecoder().decode((await world.deps.receipts.get(key))?.body);

  it.each([
    ['an embargo', 'embargo: 2026-03-01T20:00:00Z\n', TEXT, PAGE],
    ['a time of its own', 'publishAt: 2026-03-01T20:00:00Z\n', TEXT, PAGE],
    ['a check', '', TEXT.replace('incoming', 'check'), PAGE.replace('receipts', 'receipts/_check')],
  ])('of a text with %s shows its pictures, and the public bucket has none', async (_, front, key, page) => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(PHOTO.replace('foto', 'b'), other);
    await world.drop(key, text(`${NAMED}${front}`, 'Awal.\n\n![Los](b.jpg)'));
    const shown = (await previewIn(world, page)).match(/<img src="data:image\/webp;base64,[\w+/=]+"/g);
    expect(shown).toHaveLength(2);
    expect(await world.media()).toEqual([]);
  });

  it.each([
    ['first', true, NAMED, 'acara/foto.jpg'],
    ['last', false, NAMED, 'acara/foto.jpg'],
    ['last, in the folder of its text', false, '', 'acara/foto.jpg'],
    ['last, in another folder', false, 'picture: ../gambar/foto.jpg\n', 'gambar/foto.jpg'],
  ])('shows a picture that is checked with its text: %s', async (_, isFirst, front, path) => {
    const world = await makePictureWorld();
    const picture = () => world.drop(`check/blora/${path}`, photo);
    if (isFirst) await picture();
    await world.drop(TEXT.replace('incoming', 'check'), text(front));
    if (!isFirst) await picture();
    expect(await previewIn(world, PAGE.replace('receipts', 'receipts/_check'))).toContain('data:image/webp');
    const receipt = await world.receipt('_check/blora/acara/pasar.md');
    expect(receipt).toMatchObject({ state: 'checked', would: 'published' });
    expect(JSON.stringify(receipt)).not.toContain('W_PICTURE');
    const listed = await world.deps.newsrooms.listReceipts('blora', { limit: 9 });
    expect(JSON.stringify(listed)).not.toContain('W_PICTURE_MISSING');
    expect(await world.media()).toEqual([]);
    expect(await world.head()).toBeUndefined();
  });

  it('of what is public shows them too, since their addresses die with the picture', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    expect(await world.media()).not.toEqual([]);
    const page = await previewIn(world);
    expect(page).toMatch(/<img src="data:image\/webp;base64,/);
    expect(page).not.toContain('/media/');
  });

  it('weighs no more than a telephone wants to load, however many pictures there are', async () => {
    const world = await makePictureWorld();
    const noise = Buffer.from(
      Array.from({ length: 1280 * 800 * 3 }, (__, at) => (at * 2_654_435_761) >>> 24),
    );
    const large = await sharp(noise, { raw: { width: 1280, height: 800, channels: 3 } })
      .jpeg()
      .toBuffer();
    for (let nth = 1; nth <= 3; nth += 1) {
      const marked = await sharp(large)
        .extract({ left: nth, top: 0, width: 1200, height: 800 })
        .jpeg()
        .toBuffer();
      await world.drop(`incoming/blora/acara/foto-${nth}.jpg`, marked);
    }
    await world.drop(TEXT, text('embargo: 2026-03-01T20:00:00Z\n'));
    const page = await previewIn(world);
    expect((await world.content())?.pictures).toHaveLength(2);
    expect(page).not.toContain('/media/');
    expect(page.length).toBeGreaterThan(100_000);
    expect(page.length).toBeLessThan(400_000);
  });
});

describe('the public bucket', () => {
  it.each([['embargo: 2026-03-01T20:00:00Z'], ['publishAt: 2026-03-01T20:00:00Z']])(
    'has no picture before its time: %s',
    async (time) => {
      const world = await makePictureWorld();
      await world.drop(PHOTO, photo);
      await world.drop(TEXT, text(`${NAMED}${time}\n`));
      expect((await world.content())?.picture?.file).toBeDefined();
      expect(await world.media()).toEqual([]);
      await world.wait(13 * 60 * MINUTE);
      expect(await world.head()).toMatchObject({ state: 'published' });
      expect(await world.media()).toHaveLength(6);
    },
  );

  it('has the picture before the page that shows it', async () => {
    const world = await makePictureWorld();
    const { site } = world.deps;
    const order: string[] = [];
    world.deps.site = {
      ...site,
      put: (key, object, condition) => {
        order.push(key.split('/')[0] ?? '');
        return site.put(key, object, condition);
      },
    };
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    expect(order.slice(0, 7)).toEqual([...Array.from({ length: 6 }, () => 'media'), 'n']);
  });

  it('loses by a withdrawal what thirty versions hid, with few readings', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    for (let edit = 1; edit <= 30; edit += 1) {
      world.clock.advance(1000);
      world.leave(TEXT, text('', `Pedagang kembali ke los lama, kabar ke-${edit}.`));
    }
    await world.take(PHOTO);
    await world.ingest({ prompt: 'key', key: TEXT });
    await world.settle();
    expect(await world.head()).toMatchObject({ version: 31 });
    let readings = 0;
    const { releases } = world.deps;
    world.deps.releases = {
      ...releases,
      getVersion: (...args) => {
        readings += 1;
        return releases.getVersion(...args);
      },
    };
    await world.take(TEXT);
    await world.wait(61_000);
    expect(await world.head()).toMatchObject({ state: 'withdrawn' });
    expect(await world.media()).toEqual([]);
    expect(readings).toBeLessThan(20);
  });

  it.each([['withdraw'], ['kill']])('loses it by %s, save where another release shows it', async (kind) => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    await world.drop('incoming/blora/lain.md', text('', 'Cerita lain.'));
    await world.drop('incoming/blora/lain.jpg', photo);
    const order = (name: string) =>
      world.drop(
        `commands/${kind}-${name}.json`,
        JSON.stringify({ command: kind, releaseId: `blora/${name}`, reason: 'x' }),
      );
    await order('acara-pasar');
    expect(await world.media()).toHaveLength(6);
    await order('lain');
    expect(await world.media()).toEqual([]);
    const cleared = [...world.edge.invalidated.values()].filter((path) => path.startsWith('/media/'));
    expect(cleared.length).toBe(kind === 'kill' ? 12 : 0);
  });

  it('keeps none of a release that was taken back while it was being copied', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    const { receipts } = world.deps;
    let once = true;
    world.deps.receipts = {
      ...receipts,
      async get(key) {
        if (key.startsWith('converted/media/') && once) {
          once = false;
          const body = JSON.stringify({ command: 'withdraw', releaseId: 'blora/acara-pasar', reason: 'x' });
          await world.put('commands/w.json', body);
        }
        return receipts.get(key);
      },
    };
    await world.drop(TEXT, text(NAMED));
    expect(await world.head()).toMatchObject({ state: 'withdrawn' });
    expect(await world.media()).toEqual([]);
  });

  it('keeps none that was taken off the page while a look put it back', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    const [lost = ''] = await world.media();
    await world.deps.site.remove(lost);
    const { receipts } = world.deps;
    let isPaused = false;
    world.deps.receipts = {
      ...receipts,
      async get(key) {
        if (key.startsWith('converted/media/') && !isPaused) {
          isPaused = true;
          await world.take(PHOTO);
          await world.wait(MINUTE);
          expect(await world.media()).toEqual([]);
        }
        return receipts.get(key);
      },
    };
    await world.ingest({ prompt: 'release', releaseId: 'blora/acara-pasar', why: 'media' });
    expect(isPaused).toBe(true);
    expect(await world.media()).toEqual([]);
  });

  it('loses what a look finds that no version shows any more, and the look counts it', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    const [key = ''] = await world.media();
    const kept = await world.deps.site.get(key);
    await world.drop(PHOTO, other);
    if (kept !== undefined) await world.deps.site.put(key, kept, 'always');
    expect(await world.media()).toHaveLength(7);
    await world.ingest({ prompt: 'release', releaseId: 'blora/acara-pasar', why: 'look' });
    expect(await world.media()).toHaveLength(6);
    expect(world.repairs).toContain('picture');
  });

  it('gets one whose prompt was lost, by the second look, which counts it', async () => {
    const world = await makePictureWorld();
    await world.drop(TEXT, text());
    world.leave(PHOTO, photo);
    await world.ingest({ prompt: 'key', key: PHOTO });
    await world.convert();
    await world.ingest({ prompt: 'key', key: PHOTO });
    world.prompts.take('uploads');
    expect(await world.head()).toMatchObject({ version: 1 });
    await world.wait(10 * MINUTE);
    expect(await world.head()).toMatchObject({ version: 2, kind: 'minor' });
    expect(world.repairs).toContain('late-picture');
  });

  it('gets back one that was lost, by a look, which counts it', async () => {
    const world = await makePictureWorld();
    await world.drop(PHOTO, photo);
    await world.drop(TEXT, text(NAMED));
    const [lost = ''] = await world.media();
    await world.deps.site.remove(lost);
    await world.ingest({ prompt: 'release', releaseId: 'blora/acara-pasar', why: 'media' });
    expect(await world.media()).toHaveLength(6);
    expect(world.repairs).toEqual(['picture']);
  });
});
