import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import type { Content } from '#domain/release/content.ts';
import type { ReleaseView } from '#domain/site/release-view.ts';
import { BLORA, contentOf, nthHead } from './feed-facts.ts';

/** What the documents of a whole release are made from, with what a test wants otherwise. */
export function aView({
  content = {},
  ...changes
}: Partial<Omit<ReleaseView, 'content'>> & { content?: Partial<Content> } = {}): ReleaseView {
  const head = changes.head ?? nthHead(0, { headline: 'Pasar Sayangan dibuka kembali', language: 'id' });
  return {
    head,
    content: contentOf(head, {
      subheadline: 'Empat puluh kios, satu atap baru',
      summary: 'Pasar dibuka kembali setelah sembilan bulan.',
      bodyHtml: sanitizedHtmlSchema.parse(
        '<p>Blora - Pasar Sayangan dibuka kembali pada Minggu pagi.</p><h2>Yang berubah</h2><p>Atapnya baru, "lorongnya" lebih lebar.</p>',
      ),
      dateline: 'Blora',
      categories: ['Pasar', 'Ekonomi'],
      picture: { caption: 'Pedagang menata dagangan pada hari pertama.' },
      contacts: [
        {
          name: 'Sri Lestari',
          organisation: 'Humas Kota',
          phone: '+62 296 000 111',
          email: 'humas@example.org',
        },
        { organisation: 'Meja Redaksi', email: 'redaksi@example.org' },
      ],
      boilerplate: 'Dinas Pasar mengelola dua belas pasar.\n\nIa berdiri pada 1974.',
      ...content,
    }),
    newsroom: BLORA,
    history: [],
    siteUrl: 'https://news.example.org',
    feeds: ['n/blora', 'network'],
    ...changes,
  };
}
