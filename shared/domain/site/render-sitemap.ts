import type { Head } from '../release/head.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { escapeHtml, xmlCharacters } from './escape.ts';
import { NEWS_SITEMAP_KEY, pageKey, SITEMAP_KEY, sitemapPartKey, urlOf } from './paths.ts';
import { publishedAtOf } from './release-view.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"';
const IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"';

/** Google's limits of a news sitemap: releases of the last two days, and so many of them. */
export const NEWS_DAYS = 2;
export const MAX_NEWS = 1_000;

/** The sitemap as an index of parts (sitemaps.org): pages that list, the newest releases, one part an archive document. */
export function renderSitemapIndex({ siteUrl, archives }: { siteUrl: string; archives: number }): string {
  const parts = ['pages', 'newest', ...Array.from({ length: archives }, (_, n) => String(n + 1))];
  const entries = parts.map((part) => `<sitemap>${loc(siteUrl, sitemapPartKey(part))}</sitemap>`);
  return document(`<sitemapindex ${SITEMAP}>`, entries, '</sitemapindex>');
}

/** Pages that list releases; they change all the time, so none says when. */
export function renderSitemapPages({ siteUrl, keys }: { siteUrl: string; keys: readonly string[] }): string {
  const entries = keys.map((key) => `<url>${loc(siteUrl, key)}</url>`);
  return document(`<urlset ${SITEMAP}>`, entries, '</urlset>');
}

/** The pages of releases that readers can read, with the time of their last change and their picture. */
export function renderSitemapPart({
  siteUrl,
  releases,
}: {
  siteUrl: string;
  releases: readonly Head[];
}): string {
  const entries = releases.map(
    (head) =>
      `<url>${loc(siteUrl, pageKey(head))}<lastmod>${new Date(head.updatedAt).toISOString()}</lastmod>${image(siteUrl, head)}</url>`,
  );
  return document(`<urlset ${SITEMAP} ${IMAGE}>`, entries, '</urlset>');
}

function image(siteUrl: string, { picture }: Head): string {
  if (picture === undefined) return '';
  return `<image:image><image:loc>${text(urlOf(siteUrl, picture))}</image:loc></image:image>`;
}

/** The releases of the last two days for Google News, newest first. */
export function renderNewsSitemap(facts: {
  siteUrl: string;
  releases: readonly Head[];
  newsrooms: readonly Newsroom[];
  now: number;
}): string {
  const names = new Map(facts.newsrooms.map(({ id, name }) => [id, name]));
  const since = facts.now - NEWS_DAYS * 86_400_000;
  const entries = facts.releases
    .filter(({ firstPublicAt }) => Date.parse(firstPublicAt ?? '') > since)
    .slice(0, MAX_NEWS)
    .map((head) => newsEntry(head, names.get(head.newsroom) ?? head.newsroom, facts.siteUrl));
  return document(`<urlset ${SITEMAP} ${NEWS}>`, entries, '</urlset>');
}

function newsEntry(head: Head, publication: string, siteUrl: string): string {
  return [
    `<url>${loc(siteUrl, pageKey(head))}<news:news>`,
    `<news:publication><news:name>${text(publication)}</news:name>`,
    `<news:language>${text(head.language)}</news:language></news:publication>`,
    `<news:publication_date>${new Date(publishedAtOf(head)).toISOString()}</news:publication_date>`,
    `<news:title>${text(head.headline)}</news:title></news:news></url>`,
  ].join('');
}

/** What search engines may read, and where the sitemaps are. */
export function renderRobots({ siteUrl }: { siteUrl: string }): string {
  return [
    'User-agent: *',
    'Disallow: /api/',
    'Allow: /',
    '',
    `Sitemap: ${urlOf(siteUrl, SITEMAP_KEY)}`,
    `Sitemap: ${urlOf(siteUrl, NEWS_SITEMAP_KEY)}`,
    '',
  ].join('\n');
}

function loc(siteUrl: string, key: string): string {
  return `<loc>${text(urlOf(siteUrl, key))}</loc>`;
}

function text(value: string): string {
  return escapeHtml(xmlCharacters(value));
}

function document(start: string, entries: readonly string[], end: string): string {
  return [DECLARATION, start, ...entries, end, ''].join('\n');
}
