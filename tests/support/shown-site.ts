import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop, receiptOf, remove } from './author.ts';
import { quiet } from './quiet.ts';
import { until } from './until.ts';
import { startWhole, type WholeStack } from './whole-stack.ts';

const SAMPLES = join(import.meta.dirname, '../../samples/releases');
const MORE = join(import.meta.dirname, '../fixtures/shown-site');
/** Put once more with `CORRECTED` in the place of `SLIP`, and one that is taken back. */
const CORRECTED = { path: 'blora/jalan-kunduran.md', slip: 'hari Senin', right: 'hari Rabu' };
const WITHDRAWN = 'blora/panggung-seni.md';
const GRACE_MS = 61_000;
const MOMENT_MS = 5_000;

export type ShownPage = { name: string; path: string; status: 200 | 404 | 410 };
export type ShownSite = { whole: WholeStack; pages: readonly ShownPage[] };

/** A site with two newsrooms, some releases of each, a correction and a withdrawal, and its pages of every kind. */
export async function startShownSite(): Promise<ShownSite> {
  const whole = await startWhole();
  try {
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
