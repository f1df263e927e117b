import { createHash } from 'node:crypto';
import { feedKey, urlOf } from './paths.ts';
import { html, trustedMarkup, when, type Markup } from './markup.ts';
import { STYLE } from './style.ts';
import type { Words } from './words.ts';

/** A feed that a page points readers to (autodiscovery). */
export type FeedLink = { feedId: string; title: string };

const FORMATS = [
  ['rss', 'application/rss+xml', 'RSS'],
  ['atom', 'application/atom+xml', 'Atom'],
  ['json', 'application/feed+json', 'JSON Feed'],
] as const;

const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|iw|ks|ku-arab|nqo|ps|sd|ug|ur|yi)(?:-|$)/i;

/** Pages carry no script, so the policy allows none, whatever a mistake elsewhere might let through. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "img-src 'self' https:",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
].join('; ');

/** The direction that a BCP 47 language is written in. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
}

/** A whole page: what every page of the site has around its main part. */
export function renderShell(page: {
  siteUrl: string;
  words: Words;
  title: string;
  description?: string | undefined;
  canonicalUrl?: string | undefined;
  feeds: readonly FeedLink[];
  extraHead?: Markup;
  home: { title: string; href: string };
  main: Markup;
}): string {
  const { words } = page;
  return html`<!doctype html>
    <html lang="${words.tag}" dir="${directionOf(words.tag)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}" />
        <meta name="referrer" content="strict-origin-when-cross-origin" />
        <title>${page.title}</title>
        ${when(page.description, (text) => html`<meta name="description" content="${text}" />`)}
        ${when(page.canonicalUrl, (url) => html`<link rel="canonical" href="${url}" />`)}
        ${page.feeds.flatMap((feed) => alternates(feed, page.siteUrl))}${page.extraHead}
        ${trustedMarkup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">${words.skipToText}</a>
        <header class="site">
          <a class="home" href="${page.home.href}">${page.home.title}</a>
          <nav><a href="/">${words.allNewsrooms}</a> <a href="/feeds/">${words.feeds}</a></nav>
        </header>
        <main id="main">${page.main}</main>
      </body>
    </html> `.markup;
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
