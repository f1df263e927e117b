import { nearestOf } from './nearest-word.ts';

/** Every key that front matter may have, with the other spellings that authors use; case, `_` and `-` do not matter. */
const FRONT_MATTER_KEYS = {
  id: [],
  newsroom: ['outlet', 'desk'],
  headline: ['title', 'judul'],
  subheadline: ['subtitle', 'subjudul', 'anakjudul'],
  summary: ['description', 'ringkasan'],
  authors: ['author', 'byline', 'penulis', 'oleh'],
  date: ['tanggal'],
  timezone: ['zonawaktu'],
  dateline: ['location', 'lokasi', 'tempat'],
  language: ['lang', 'bahasa'],
  publishAt: ['terbitpada'],
  embargo: ['embargoUntil', 'embargoedUntil', 'embargoed', 'embargosampai'],
  expires: ['berlakusampai', 'kedaluwarsa'],
  categories: ['category', 'subjects', 'subject', 'kategori'],
  keywords: ['tags', 'tag', 'keyword', 'katakunci'],
  organisation: ['organization', 'organisasi', 'instansi'],
  ticker: [],
  contacts: ['contact', 'kontak', 'narahubung'],
  boilerplate: ['tentang', 'about'],
  images: ['image', 'picture', 'pictures', 'gambar', 'foto'],
  canonical: ['canonicalUrl'],
  rights: ['copyright', 'hakcipta'],
  editorNote: ['edNote', 'catatanredaksi'],
  status: [],
  change: ['perubahan'],
} as const satisfies Record<string, readonly string[]>;

export type FrontMatterKey = keyof typeof FRONT_MATTER_KEYS;

/** Keys that decide whether and when something may be published: a slip in one of them must never publish. */
const DECISIVE: ReadonlySet<FrontMatterKey> = new Set([
  'publishAt',
  'embargo',
  'expires',
  'status',
  'change',
]);
const MAX_SLIPS = 2;

const SPELLINGS: ReadonlyMap<string, FrontMatterKey> = new Map(
  Object.entries(FRONT_MATTER_KEYS).flatMap(([key, others]) => {
    const known = keyNamed(key);
    return known === undefined ? [] : [key, ...others].map((spelling) => [plain(spelling), known] as const);
  }),
);

/** The key that an author's spelling means, if it is one of ours. */
export function knownKey(written: string): FrontMatterKey | undefined {
  return SPELLINGS.get(plain(written));
}

/** The known key that is most like an unknown one, and whether mistaking it would publish something too early. */
export function nearestKey(written: string): { key: string; decisive: boolean } {
  const typed = plain(written);
  const nearest = nearestOf(typed, SPELLINGS.keys());
  const key = SPELLINGS.get(nearest?.word ?? '') ?? 'headline';
  const isSlip = nearest !== undefined && nearest.slips <= MAX_SLIPS && DECISIVE.has(key);
  return { key, decisive: isSlip || typed.includes('embarg') };
}

function keyNamed(name: string): FrontMatterKey | undefined {
  return isKey(name) ? name : undefined;
}

function isKey(name: string): name is FrontMatterKey {
  return Object.hasOwn(FRONT_MATTER_KEYS, name);
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[\s_-]+/g, '');
}
