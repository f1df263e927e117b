import { createHash } from 'node:crypto';
import type { FeedLink } from './feed-link.ts';
import { feedKey, ICON_KEY, SCRIPT_KEY, urlOf, type FeedFormat } from './paths.ts';
import { html, trustedMarkup, when, type Markup } from './markup.ts';
import { STYLE } from './style.ts';
import type { Words } from './words.ts';

const FORMATS: readonly (readonly [FeedFormat, string, string])[] = [
  ['rss', 'application/rss+xml', 'RSS'],
  ['atom', 'application/atom+xml', 'Atom'],
  ['json', 'application/feed+json', 'JSON Feed'],
];

const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|iw|ks|ku-arab|nqo|ps|sd|ug|ur|yi)(?:-|$)/i;

/** The site's style by its hash: a page lets this in and no other. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** No script but the site's own file, whatever a mistake elsewhere might let through. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "img-src 'self' https:",
  "script-src 'self'",
  `style-src ${STYLE_SOURCE}`,
].join('; ');

/** The direction that a BCP 47 language is written in. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
}

/** What every page of the site has around its main part; `home` is whose page it is. */
export type Page = {
  siteUrl: string;
  words: Words;
  title: string;
  description?: string | undefined;
  canonicalUrl?: string | undefined;
  feeds: readonly FeedLink[];
  extraHead?: Markup;
  home: { title: string; href: string };
  main: Markup;
};

/** A whole page. */
export function renderShell(page: Page): string {
  const { words, siteUrl } = page;
  const [mainFeed] = page.feeds;
  return html`<!doctype html>
    <html lang="${words.tag}" dir="${directionOf(words.tag)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}" />
        <meta name="referrer" content="strict-origin-when-cross-origin" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        ${when(page.description, (text) => html`<meta name="description" content="${text}" />`)}
        ${when(page.canonicalUrl, (url) => html`<link rel="canonical" href="${url}" />`)}
        ${page.feeds.flatMap((feed) => alternates(feed, siteUrl))}${page.extraHead}
        ${trustedMarkup(`<style>${STYLE}</style>`)}
        <link rel="icon" type="image/svg+xml" href="/${ICON_KEY}" />
        <script src="/${SCRIPT_KEY}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">${words.skipToText}</a>
        <header class="site">
          <div class="wide">
            <a class="home" href="${page.home.href}"
              ><span dir="auto">${page.home.title}</span><small>${words.officialReleases}</small></a
            >
            <nav aria-label="${words.newsrooms}">
              <a href="/">${words.allNewsrooms}</a> <a href="/feeds/">${words.feeds}</a>
            </nav>
          </div>
        </header>
        <main id="main">${page.main}</main>
        <footer class="site">
          <div class="wide">
            ${when(mainFeed, (feed) => follow(feed, siteUrl, words))}
            <p><a href="/">${words.allNewsrooms}</a> · <a href="/feeds/">${words.feeds}</a></p>
          </div>
        </footer>
      </body>
    </html> `.markup;
}

function follow({ feedId, title }: FeedLink, siteUrl: string, words: Words): Markup {
  const links = FORMATS.map(
    ([format, type, name]) =>
      html` <a type="${type}" href="${urlOf(siteUrl, feedKey(feedId, format))}">${name}</a>`,
  );
  return html`<p>${words.follow} <span dir="auto">${title}</span>:${links}</p>`;
}

function alternates({ feedId, title }: FeedLink, siteUrl: string): Markup[] {
  return FORMATS.map(
    ([format, type, name]) =>
      html`<link
        rel="alternate"
        type="${type}"
        title="${title} (${name})"
        href="${urlOf(siteUrl, feedKey(feedId, format))}"
      /> `,
  );
}
