import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { drop, receiptOf, remove } from './author.ts';
import { quiet } from './quiet.ts';
import { until } from './until.ts';
import { startWhole, type WholeStack } from './whole-stack.ts';

const SAMPLES = join(import.meta.dirname, '../../samples/releases');
const MORE = join(import.meta.dirname, '../fixtures/shown-site');
/** Put once more with `CORRECTED` in the place of `SLIP`, and one that is taken back. */
const CORRECTED = { path: 'blora/jalan-kunduran.md', slip: 'hari Senin', right: 'hari Rabu' };
const WITHDRAWN = 'blora/panggung-seni.md';
/** Stands above `harbour-light.md`. */
const PHOTO = 'harbour/harbour-light.jpg';
const DRAWN = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675" viewBox="0 0 1200 675">
  <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#23395b"/><stop offset="1" stop-color="#f2b880"/></linearGradient>
  <rect width="1200" height="675" fill="url(#sky)"/>
  <rect y="480" width="1200" height="195" fill="#1d3a4a"/>
  <path d="M0 520 H700 L760 470 H860 L900 520 V560 H0Z" fill="#4a4e57"/>
  <path d="M780 470 L795 210 H835 L850 470Z" fill="#f5f1e8"/>
  <path d="M785 380 L788 330 H842 L845 380Z" fill="#a4161a"/>
  <rect x="795" y="170" width="40" height="40" fill="#ffe8a3"/>
  <path d="M788 170 L815 140 L842 170Z" fill="#a4161a"/>
  <path d="M795 178 L0 90 V250 L795 202Z" fill="#ffe8a3" opacity="0.35"/>
</svg>`;
const GRACE_MS = 61_000;
const MOMENT_MS = 5_000;

export type ShownPage = { name: string; path: string; status: 200 | 404 | 410 };
export type ShownSite = { whole: WholeStack; pages: readonly ShownPage[] };

/** A site with two newsrooms, some releases of each, a correction and a withdrawal, and its pages of every kind. */
export async function startShownSite(): Promise<ShownSite> {
  const whole = await startWhole();
  try {
    await drop(whole, PHOTO, await sharp(Buffer.from(DRAWN)).jpeg({ quality: 70 }).toBuffer());
    const paths = new Map<string, string>();
    for (const { file, text } of allReleases()) paths.set(file, await publish(whole, file, text));
    await whole.running.advance(3_600_000);
    const { path, slip, right } = CORRECTED;
    const first = readFileSync(join(MORE, path), 'utf8');
    const note = `change:\n  kind: correction\n  note: Jalan ditutup ${right}, bukan ${slip}.\n`;
    await publish(whole, path, first.replace(slip, right).replace('---\n', `---\n${note}`));
    await remove(whole, WITHDRAWN);
    await quiet(whole);
    const found = (file: string): string => paths.get(file) ?? '';
    const gone = `${whole.running.site}${found(WITHDRAWN)}`;
    await whole.running.advance(GRACE_MS);
    // The look after the grace may ask for another moment, and the edge keeps what it has for a minute.
    await until('the withdrawn page to be gone', async () => (await fetch(gone)).status === 410, {
      moving: () => whole.running.advance(MOMENT_MS),
      patienceMs: 60_000,
    });
    await quiet(whole);
    return {
      whole,
      pages: [
        { name: 'release', path: found('blora/jalan-kunduran.md'), status: 200 },
        { name: 'release-english', path: found('harbour/ferry-timetable.md'), status: 200 },
        { name: 'release-picture', path: found('harbour/harbour-light.md'), status: 200 },
        { name: 'release-arabic', path: found('harbour/mawaid-almina.md'), status: 200 },
        { name: 'newsroom', path: '/n/blora/', status: 200 },
        { name: 'network', path: '/', status: 200 },
        { name: 'category', path: '/n/blora/c/layanan-publik/', status: 200 },
        { name: 'feeds', path: '/feeds/', status: 200 },
        { name: 'not-found', path: '/n/blora/nothing-is-here', status: 404 },
        { name: 'withdrawn', path: found(WITHDRAWN), status: 410 },
      ],
    };
  } catch (error) {
    await whole.stop();
    throw error;
  }
}

/** Drops a file and waits until everything has followed; gives its page's path. */
async function publish(whole: WholeStack, file: string, text: string): Promise<string> {
  const receipt = await receiptOf(whole, file, await drop(whole, file, text));
  await quiet(whole);
  const url = receipt.release?.url;
  if (url === undefined) throw new Error(`${file} is ${receipt.state}: ${JSON.stringify(receipt.findings)}`);
  return new URL(url).pathname;
}

/** In the order of their dates, as they would have come; what has none comes last. */
function allReleases(): { file: string; text: string }[] {
  return [SAMPLES, MORE]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(?:md|txt)$/.test(file))
        .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') })),
    )
    .toSorted((a, b) => dateIn(a.text) - dateIn(b.text) || (a.file < b.file ? -1 : 1));
}

function dateIn(text: string): number {
  const [, written] = /^(?:date: |(?=[A-Z][a-z]{2} \d{1,2}, \d{4}))(.+?)(?: - .*)?$/m.exec(text) ?? [];
  return written === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(written);
}
