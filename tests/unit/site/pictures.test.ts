import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { buildFeed } from '#domain/feed/build-feed.ts';
import { renderAtom, renderJsonFeed, renderRss } from '#domain/feed/render.ts';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import type { Content, ContentPicture } from '#domain/release/content.ts';
import { renderReleaseJson } from '#domain/site/render-json.ts';
import { renderReleasePage } from '#domain/site/render-page.ts';
import { renderSitemapPart } from '#domain/site/render-sitemap.ts';
import { aView } from '../../support/a-view.ts';
import { contentOf, feedFacts, nthHead } from '../../support/feed-facts.ts';

const SCHEMA = `${process.env['NINJS_SCHEMAS'] ?? ''}/ninjs-schema_3.1.json`;
const SITE = 'https://news.example.org';

function picture(name: string, words: Partial<ContentPicture> = {}): ContentPicture {
  const renditions = [320, 640, 1280].flatMap((width) =>
    (['webp', 'jpeg'] as const).map((kind) => ({
      key: `media/${name}${width}.${kind === 'jpeg' ? 'jpg' : kind}`,
      type: `image/${kind}`,
      bytes: width * 10,
      width,
      height: width / 2,
    })),
  );
  const file = renditions.at(-1);
  return { sha256: name, renditions, ...(file === undefined ? {} : { file }), ...words };
}

const LEAD = picture('a', {
  caption: 'Los "lama"',
  alt: 'Orang <di> pasar',
  credit: 'Maya',
  rights: 'Pemkab',
});
const content: Partial<Content> = {
  picture: LEAD,
  pictures: [picture('b')],
  bodyHtml: sanitizedHtmlSchema.parse(
    '<p>Awal.</p><figure><img src="https://media.invalid/b1280.jpg" alt="" width="1280" height="640"></figure>',
  ),
};
const view = aView({ content });

describe('a release with pictures', () => {
  it('shows them on its page, in the widths that there are', () => {
    const page = renderReleasePage(view);
    expect(page).toContain(
      `<source type="image/webp" srcset="${SITE}/media/a320.webp 320w, ${SITE}/media/a640.webp 640w, ${SITE}/media/a1280.webp 1280w"`,
    );
    expect(page).toContain(
      `<img src="${SITE}/media/a1280.jpg" alt="Orang &lt;di&gt; pasar"  width="1280" height="640" fetchpriority="high" />`,
    );
    expect(page).toMatch(/<figcaption>.*Los &quot;lama&quot;.*Maya.*<\/figcaption>/s);
    expect(page).toContain(`<img src="${SITE}/media/b1280.jpg"`);
    expect(page).not.toContain('.invalid');
  });

  it('tells machines of them', () => {
    const page = renderReleasePage(view);
    expect(page).toContain(`<meta property="og:image" content="${SITE}/media/a1280.jpg" />`);
    expect(page).toContain('<meta property="og:image:width" content="1280" />');
    const article = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '');
    expect(article.image).toMatchObject([
      {
        '@type': 'ImageObject',
        url: `${SITE}/media/a1280.jpg`,
        width: 1280,
        creditText: 'Maya',
        copyrightNotice: 'Pemkab',
      },
      { '@type': 'ImageObject', url: `${SITE}/media/b1280.jpg` },
    ]);
  });

  it('has them as associations in its ninjs', () => {
    const json = JSON.parse(renderReleaseJson(view));
    expect(json.associations).toMatchObject([
      {
        name: 'lead',
        type: 'picture',
        uri: `${SITE}/media/a1280.jpg`,
        by: 'Maya',
        copyrightNotice: 'Pemkab',
      },
      { name: 'picture-2', type: 'picture' },
    ]);
    expect(json.associations[0].renditions).toHaveLength(6);
    expect(json.associations[0].renditions[5]).toEqual({
      name: '1280-jpeg',
      href: `${SITE}/media/a1280.jpg`,
      contentType: 'image/jpeg',
      sizeInBytes: 12_800,
      width: 1280,
      height: 640,
    });
    expect(JSON.stringify(json)).not.toContain('.invalid');
  });

  it.skipIf(!existsSync(SCHEMA))('which IPTC’s schema accepts (skipped without NINJS_SCHEMAS)', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json', type: 'object' });
    const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
    validate(JSON.parse(renderReleaseJson(view)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('has its lead in every feed, with its true length and type', () => {
    const { feed } = buildFeed(feedFacts(1, { contentOf: (head) => contentOf(head, content) }));
    const url = `${SITE}/media/a1280.jpg`;
    const rss = renderRss(feed);
    expect(rss).toContain(`<enclosure url="${url}" length="12800" type="image/jpeg"/>`);
    expect(rss).toMatch(/<media:credit role="photographer">Maya<\/media:credit>/);
    expect(renderAtom(feed)).toContain(`<link rel="enclosure" type="image/jpeg" length="12800"`);
    const json = JSON.parse(renderJsonFeed(feed));
    expect(json.items[0]).toMatchObject({
      image: url,
      attachments: [{ url, mime_type: 'image/jpeg', size_in_bytes: 12_800 }],
    });
    for (const document of [rss, renderAtom(feed), JSON.stringify(json)]) {
      expect(document).toContain(`${SITE}/media/b1280.jpg`);
      expect(document).not.toContain('.invalid');
    }
  });

  it('has it in the sitemap, where a release without one has none', () => {
    const heads = [nthHead(0, { picture: 'media/a1280.jpg' }), nthHead(1)];
    const xml = renderSitemapPart({ siteUrl: SITE, releases: heads });
    expect(xml.match(/<image:loc>[^<]*/g)).toEqual([`<image:loc>${SITE}/media/a1280.jpg`]);
    const parser = new SaxesParser({ xmlns: true });
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(xml).close();
  });

  it('shows nothing of them once it was killed', () => {
    const head = nthHead(0, {
      state: 'killed',
      killed: { at: '2026-03-04T00:00:00.000Z', reason: 'x' },
      version: 2,
    });
    const killed = { ...view, head, content: undefined };
    expect(renderReleasePage(killed) + renderReleaseJson(killed)).not.toContain('media/');
  });
});
