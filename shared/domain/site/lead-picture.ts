import type { PictureFile } from '../release/content.ts';
import { html, when, type Markup } from './markup.ts';
import { urlOf } from './paths.ts';
import { readableContent, type ReleaseView } from './release-view.ts';
import type { Words } from './words.ts';

/** The measure of the text (style.ts), which pictures fill. */
const SIZES = '(min-width: 48rem) 44rem, 100vw';

/** The lead picture with its words; the words alone while the picture is not there. */
export function leadPicture({ siteUrl, ...view }: ReleaseView, words: Words): Markup | undefined {
  const { caption, credit, alt, file, renditions = [] } = readableContent({ siteUrl, ...view }).picture ?? {};
  if (caption === undefined && credit === undefined && file === undefined) return undefined;
  const said = html`${when(caption, (text) => html`<span dir="auto">${text}</span>`)}
  ${when(credit, (name) => html` <span class="credit"><span lang="${words.tag}">${words.photo}</span>: ${name}</span>`)}`;
  if (file === undefined) return html`<p class="caption">${said}</p>`;
  const size = [
    ...(file.width === undefined ? [] : [html` width="${file.width}"`]),
    ...(file.height === undefined ? [] : [html` height="${file.height}"`]),
  ];
  return html`<figure class="picture">
    <picture>
      ${sourceOf('image/webp', renditions, siteUrl)} ${sourceOf('image/jpeg', renditions, siteUrl)}
      <img src="${urlOf(siteUrl, file.key)}" alt="${alt ?? ''}" ${size} fetchpriority="high" />
    </picture>
    ${caption === undefined && credit === undefined ? undefined : html`<figcaption>${said}</figcaption>`}
  </figure>`;
}

/** The widths of one format, of which a browser takes what it needs. */
function sourceOf(type: string, renditions: readonly PictureFile[], siteUrl: string): Markup | undefined {
  const widths = renditions
    .filter((rendition) => rendition.type === type && rendition.width !== undefined)
    .map(({ key, width }) => `${urlOf(siteUrl, key)} ${width}w`);
  if (widths.length === 0) return undefined;
  return html`<source type="${type}" srcset="${widths.join(', ')}" sizes="${SIZES}" />`;
}
