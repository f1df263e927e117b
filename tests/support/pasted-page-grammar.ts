/** One page of a newsroom as people copy it, and what must be read from it. */
export type GeneratedPage = {
  text: string;
  expected: {
    headline: string;
    authors: string[];
    datedAt: string;
    caption?: string;
    dateline?: string;
    paragraphs: string[];
  };
};

const MONTHS = [
  ['Jan', 'Januari', 'January'],
  ['Feb', 'Februari', 'Pebruari', 'February'],
  ['Mar', 'Maret', 'March'],
  ['Apr', 'April'],
  ['Mei', 'May'],
  ['Jun', 'Juni', 'June'],
  ['Jul', 'Juli', 'July'],
  ['Agu', 'Agt', 'Ags', 'Agustus', 'Aug', 'August'],
  ['Sep', 'Sept', 'September'],
  ['Okt', 'Oktober', 'Oct', 'October'],
  ['Nov', 'Nop', 'Nopember', 'November'],
  ['Des', 'Desember', 'Dec', 'December'],
];
const ZONES: [string, number][] = [
  ['', 7],
  ['', 7],
  [' WIB', 7],
  [' WITA', 8],
  [' WIT', 9],
];
const NAMES = [
  'Sari Wulandari',
  'Agus P. Nugroho',
  'Budi Santoso, S.H.',
  'Ni Luh Ayu',
  'M. Yusuf',
  'Anna Smith',
];
const HEADLINES = [
  'Warga Sukamaju Panen Raya Bersama',
  'Pasar Baru Kembali Ramai Setelah Ditata',
  'Village Library Opens Its Doors to Every Reader',
  'Lomba Perahu "Dayung Emas" Digelar di Waduk',
  'Puskesmas Tambah 3 Dokter & 5 Perawat',
];
const PARAGRAPHS = [
  'Sebanyak 40 keluarga ikut serta dalam kegiatan yang berlangsung sejak pagi.',
  '"Kami berterima kasih kepada semua pihak," kata kepala desa.',
  'The new hall has room for two hundred visitors and stays open until nine.',
  'Panitia menyiapkan air minum, tenda, dan tempat istirahat.',
  'Kegiatan berikutnya direncanakan bulan depan di tempat yang sama.',
];
const CAPTIONS = [
  'Warga berkumpul di balai desa.',
  'Visitors in the reading room',
  'Perahu pertama tiba di garis akhir',
];
const PLACES = ['Blora', 'JAKARTA', 'Banda Aceh', 'Kota Baru', 'Pati'];

type Random = { below(limit: number): number; pick<T>(items: readonly T[]): T; chance(of: number): boolean };

/** A page from a seed; the same seed gives the same page. `host` is the newsroom's, its zone Asia/Jakarta. */
export function generatePastedPage(seed: number, host: string): GeneratedPage {
  const random = randomFrom(seed);
  const headline = random.pick(HEADLINES);
  const authors = random.chance(0.35)
    ? [random.pick(NAMES.slice(0, 3)), random.pick(NAMES.slice(3))]
    : [random.pick(NAMES)];
  const date = generateDate(random);
  const caption = random.chance(0.5) ? random.pick(CAPTIONS) : undefined;
  const dateline = random.chance(0.6) ? random.pick(PLACES) : undefined;
  const paragraphs = Array.from({ length: 1 + random.below(4) }, () => random.pick(PARAGRAPHS));
  if (dateline !== undefined) paragraphs[0] = `${dateline} ${random.pick(['-', '–', '—'])} ${paragraphs[0]}`;
  const blocks = [
    ...(random.chance(0.6) ? ['# Public Relations'] : []),
    `${random.chance(0.85) ? '##' : '#'} ${headline}`,
    bylineOf(random, authors, host),
    date.text,
    ...(caption === undefined ? [] : [random.chance(0.7) ? `*${caption}*` : `_${caption}_`]),
    ...paragraphs,
  ];
  return {
    text: layOut(random, blocks),
    expected: {
      headline,
      authors,
      datedAt: date.at,
      paragraphs,
      ...(caption === undefined ? {} : { caption }),
      ...(dateline === undefined ? {} : { dateline }),
    },
  };
}

function bylineOf(random: Random, authors: readonly string[], host: string): string {
  const shown = random.chance(0.7) ? host.toUpperCase() : host;
  const place = random.pick([
    shown,
    `[${shown}](http://${shown})`,
    `[${shown}](https://${host}/)`,
    `http://${host}`,
  ]);
  return `${authors.join(random.pick([' dan ', ' and ', ', ']))} ${random.pick(['-', '–', '—'])} ${place}`;
}

function generateDate(random: Random): { text: string; at: string } {
  const [year, month, day] = [2019 + random.below(8), random.below(12), 1 + random.below(28)];
  const [hour, minute] = [random.below(24), random.below(60)];
  const [zone, offset] = random.pick(ZONES);
  const name = random.pick(MONTHS[month]!) + (random.chance(0.1) ? '.' : '');
  const space = random.chance(0.2) ? '\u{A0}' : ' ';
  const days = [
    `${name} ${day}, ${year}`,
    `${day} ${name} ${year}`,
    `${name} ${String(day).padStart(2, '0')}, ${year}`,
  ];
  const time = `${String(hour).padStart(2, '0')}${random.pick([':', '.'])}${String(minute).padStart(2, '0')}`;
  const written = `${random.pick(days)} ${random.pick(['-', '–', '—', '|'])} ${time}${zone}`;
  const at = new Date(Date.UTC(year, month, day, hour - offset, minute)).toISOString().replace('.000Z', 'Z');
  return { text: written.replaceAll(' ', space), at };
}

function layOut(random: Random, blocks: readonly string[]): string {
  const lines = random.chance(0.5) ? ['', ''] : [];
  for (const block of blocks) {
    lines.push(random.chance(0.1) ? `${block}\u{A0}` : block, '');
    if (random.chance(0.3)) lines.push('', random.chance(0.5) ? '\u{A0}' : '');
  }
  const text = lines.join(random.chance(0.4) ? '\r\n' : '\n');
  return random.chance(0.15) ? `\u{FEFF}${text}` : text;
}

/** Mulberry32. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: (items) => items[below(items.length)]!, chance: (of) => next() < of };
}
