import { describe, expect, it } from 'vitest';
import { sanitizeHtml } from '#domain/html/sanitize.ts';
import { isDifferentStory, type Story } from '#domain/release/different-story.ts';

const story = (headline: string, text: string, day?: string): Story => ({
  headline,
  bodyHtml: sanitizeHtml(`<p>${text}</p>`).html,
  ...(day === undefined ? {} : { datedAt: `2026-03-${day}T02:00:00Z` }),
});

const MARKET = story(
  'Pasar Sidomakmur buka kembali',
  'Blora - Pemerintah Kabupaten Blora membuka kembali Pasar Sidomakmur setelah perbaikan atap selesai lebih cepat dari ' +
    'rencana. Sebanyak 240 pedagang menempati los yang sama mulai Senin pagi. Bupati meminta warga menjaga kebersihan ' +
    'dan memakai area parkir baru di sisi timur pasar.',
  '02',
);
const WATER = story(
  'Jadwal pembagian air bersih untuk lima desa',
  'Blora - Pemerintah Kabupaten Blora menyalurkan air bersih ke lima desa yang mengalami kekeringan. Truk tangki datang ' +
    'setiap Selasa dan Jumat di balai desa masing-masing. Warga diminta membawa wadah sendiri dan mengikuti antrean ' +
    'yang diatur perangkat desa.',
  '09',
);
const FERRY = story(
  'New ferry timetable from April',
  'The harbour ferry will leave every twenty minutes from April, the city council announced on Monday. The first boat ' +
    'departs at five in the morning and the last returns after midnight. Tickets stay at their present price and can be ' +
    'bought on board or at both terminals.',
  '02',
);
const ROOF = story(
  'Library roof repaired ahead of schedule',
  'The city council announced on Monday that the central library reopens next week. Workers replaced the leaking roof ' +
    'and all reading rooms were painted. Visitors can borrow twice as many books during the first month to celebrate.',
  '09',
);
const dated = (one: Story, day: string | undefined): Story => {
  const { datedAt: _datedAt, ...rest } = one;
  return day === undefined ? rest : { ...rest, datedAt: `2026-03-${day}T02:00:00Z` };
};

describe('another story under an old name', () => {
  it.each<[string, Story, Story]>([
    ['another story of the same desk', MARKET, WATER],
    ['and the other way round', WATER, MARKET],
    ['in English', FERRY, ROOF],
    ['and the other way round', ROOF, FERRY],
    ['on the same day', MARKET, dated(WATER, '02')],
    ['without dates', dated(FERRY, undefined), dated(ROOF, undefined)],
    ['in another language altogether', MARKET, FERRY],
  ])('is %s', (_, before, now) => {
    expect(isDifferentStory(before, now)).toBe(true);
  });

  const REWRITTEN = story(
    'Los baru untuk 240 pedagang di Blora',
    'Blora - Sebanyak 240 pedagang kembali berjualan di Pasar Sidomakmur mulai Senin pagi. Perbaikan atap pasar selesai ' +
      'lebih cepat dari rencana, kata Bupati, yang juga meminta pengunjung memakai area parkir baru.',
    '03',
  );
  const CHINESE = story(
    '市场重新开放',
    '市政府宣布中央市场于星期一重新开放，所有摊位已完成维修，欢迎市民前来购物。',
    '02',
  );
  it.each<[string, Story, Story]>([
    ['the same text', MARKET, MARKET],
    ['a new headline over the same text', MARKET, { ...MARKET, headline: 'Dua ratus pedagang pulang' }],
    ['the same headline over a new text', MARKET, { ...WATER, headline: MARKET.headline }],
    [
      'a headline that was corrected',
      MARKET,
      { ...WATER, headline: 'Pasar Sidomakmur dibuka kembali Selasa' },
    ],
    ['a text that was rewritten on the next day', MARKET, REWRITTEN],
    ['and the other way round', REWRITTEN, MARKET],
    [
      'a text that was cut to its beginning',
      MARKET,
      story(
        'Pedagang kembali',
        'Pemerintah Kabupaten Blora membuka kembali Pasar Sidomakmur setelah perbaikan atap selesai lebih cepat dari rencana Senin pagi.',
        '05',
      ),
    ],
    [
      'a text that grew',
      ROOF,
      {
        ...ROOF,
        headline: 'Readers return',
        bodyHtml: sanitizeHtml(`${ROOF.bodyHtml}${FERRY.bodyHtml}`).html,
      },
    ],
    ['too short to tell', story('A', 'Kami menyusul.', '01'), story('B', 'Batal hari ini.', '09')],
    [
      'a script without spaces, edited',
      CHINESE,
      story(
        '摊位全部修好',
        '市政府宣布中央市场将于星期二重新开放，所有摊位已完成维修，欢迎市民前来购物和参观。',
        '04',
      ),
    ],
  ])('is not %s', (_, before, now) => {
    expect(isDifferentStory(before, now)).toBe(false);
  });
});
