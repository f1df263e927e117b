/** What an author may drop: one of a few stories, asked for in one of a few ways. */
export type Story = {
  /** Which words; the same number is the same text, wherever it is dropped. */
  text: number;
  categories: readonly string[];
  change: 'minor' | 'update' | 'correction';
  id?: string;
  /** Minutes after the history's beginning, and what happens then. */
  time?: { minute: number; what: 'publish' | 'embargo' | 'expire' };
};

const TIME_KEYS = { publish: 'publishAt', embargo: 'embargo', expire: 'expires' } as const;

/** The word that only this text has; wherever it shows, the text shows. */
export function markerOf(text: number): string {
  return `kabar${String(text).padStart(2, '0')}x`;
}

const USUAL_STORY = {
  title: 'Pasar Sidomakmur buka lagi',
  body: 'Pasar Sidomakmur buka lagi setiap pagi sejak Senin. Para pedagang menjual sayuran, beras, ikan asin dan kain, kata',
};
const OTHER_STORY = {
  title: 'Banjir merendam jalan raya',
  body: 'Hujan deras semalam membuat sungai meluap. Petugas memasang penghalang, warga dusun mengungsi, sekolah libur, lapor',
};

/** One text in five tells something that no other text tells. */
function isOtherStory(text: number): boolean {
  return text % 5 === 4;
}

/** The file that an author drops. Times are whole minutes of one day, so that few files exist and each is read once. */
export function fileOf(story: Story, startMs: number): string {
  const { text, categories, change, id, time } = story;
  const at = time && new Date(startMs + time.minute * 60_000).toISOString();
  const words = isOtherStory(text) ? OTHER_STORY : USUAL_STORY;
  const lines = [
    '---',
    `title: ${words.title} ${markerOf(text)}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(categories.length === 0 ? [] : [`categories: [${categories.join(', ')}]`]),
    ...(change === 'update' ? [] : ['change:', `  kind: ${change}`]),
    ...(change === 'correction' ? [`  note: Jam buka pasar pukul ${text}.`] : []),
    ...(at === undefined || time === undefined ? [] : [`${TIME_KEYS[time.what]}: ${at}`]),
    '---',
    '',
    `${words.body} ${markerOf(text)}.`,
    '',
  ];
  return lines.join('\n');
}

/** A file that nobody can read: neither text nor anything else. */
export const POISON = Uint8Array.from({ length: 64 }, (_, index) => (index * 37 + 0x80) % 256);
