import { picturesOf, type ContentPicture } from '../release/content.ts';
import { standingNote } from '../release/standing-note.ts';
import { escapeScriptJson } from './escape.ts';
import { html, trustedMarkup, when, type Markup } from './markup.ts';
import { indexKey, jsonKey, urlOf } from './paths.ts';
import { publishedAtOf, readableContent, type ReleaseView } from './release-view.ts';

/** What a release's page tells machines: its JSON, Open Graph, schema.org. */
export function releaseHead(view: ReleaseView, url: string, description: string): Markup {
  const { head, newsroom } = view;
  const content = readableContent(view);
  return html`<link rel="alternate" type="application/json" href="${urlOf(view.siteUrl, jsonKey(head))}" />
    <meta property="og:type" content="article" />
    <meta property="og:title" content="${content.headline}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:url" content="${url}" />
    <meta property="og:site_name" content="${newsroom.name}" />
    ${when(pictureUrl(view), (src) => html`<meta property="og:image" content="${src}" />`)}
    ${when(content.picture?.file?.width, (width) => html`<meta property="og:image:width" content="${width}" />`)}
    ${when(content.picture?.file?.height, (height) => html`<meta property="og:image:height" content="${height}" />`)}
    ${when(content.picture?.file?.type, (type) => html`<meta property="og:image:type" content="${type}" />`)}
    ${when(content.picture?.alt, (alt) => html`<meta property="og:image:alt" content="${alt}" />`)}
    <meta property="og:locale" content="${content.language.replace('-', '_')}" />
    <meta property="article:published_time" content="${publishedAtOf(head)}" />
    <meta property="article:modified_time" content="${head.updatedAt}" />
    <script type="application/ld+json">
      ${trustedMarkup(escapeScriptJson(newsArticle(view, url, description)))}
    </script>`;
}

function pictureUrl({ siteUrl, content }: ReleaseView): string | undefined {
  const file = content?.picture?.file;
  return file === undefined ? undefined : urlOf(siteUrl, file.key);
}

/** schema.org ImageObject, with what search engines show beside a picture. */
function imageObject({ siteUrl }: ReleaseView, { file, caption, credit, rights }: ContentPicture) {
  return {
    '@type': 'ImageObject',
    url: urlOf(siteUrl, file?.key ?? ''),
    ...(file?.width === undefined ? {} : { width: file.width }),
    ...(file?.height === undefined ? {} : { height: file.height }),
    ...(caption === undefined ? {} : { caption }),
    ...(credit === undefined ? {} : { creditText: credit }),
    ...(rights === undefined ? {} : { copyrightNotice: rights }),
  };
}

/** schema.org NewsArticle. */
function newsArticle(view: ReleaseView, url: string, description: string) {
  const { head, newsroom } = view;
  const content = readableContent(view);
  const noted = standingNote(head);
  const publisher = {
    '@type': 'Organization',
    name: newsroom.name,
    url: urlOf(view.siteUrl, indexKey(newsroom.id)),
  };
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    identifier: head.uri,
    url,
    mainEntityOfPage: url,
    headline: content.headline,
    ...(content.subheadline === undefined ? {} : { alternativeHeadline: content.subheadline }),
    description,
    inLanguage: content.language,
    datePublished: publishedAtOf(head),
    dateModified: head.updatedAt,
    author:
      content.authors.length === 0
        ? [publisher]
        : content.authors.map((name) => ({ '@type': 'Person', name })),
    publisher,
    ...(content.dateline === undefined ? {} : { dateline: content.dateline }),
    ...(content.picture?.file === undefined
      ? {}
      : { image: picturesOf(content).map((one) => imageObject(view, one)) }),
    articleSection: content.categories,
    ...(noted?.kind === 'correction' ? { correction: noted.text } : {}),
    version: head.version,
  };
}
