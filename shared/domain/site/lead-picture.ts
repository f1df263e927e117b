import { html, when, type Markup } from './markup.ts';
import { urlOf } from './paths.ts';
import { readableContent, type ReleaseView } from './release-view.ts';
import type { Words } from './words.ts';

/** The lead picture with its words; the words alone while the picture is not there. */
export function leadPicture({ siteUrl, ...view }: ReleaseView, words: Words): Markup | undefined {
  const { caption, credit, alt, file } = readableContent({ siteUrl, ...view }).picture ?? {};
  if (caption === undefined && credit === undefined && file === undefined) return undefined;
  const said = html`${when(caption, (text) => html`<span dir="auto">${text}</span>`)}
  ${when(credit, (name) => html` <span class="credit"><span lang="${words.tag}">${words.photo}</span>: ${name}</span>`)}`;
  if (file === undefined) return html`<p class="caption">${said}</p>`;
  const size = [
    ...(file.width === undefined ? [] : [html` width="${file.width}"`]),
    ...(file.height === undefined ? [] : [html` height="${file.height}"`]),
  ];
  return html`<figure class="picture">
    <img src="${urlOf(siteUrl, file.key)}" alt="${alt ?? ''}" ${size} fetchpriority="high" />
    ${caption === undefined && credit === undefined ? undefined : html`<figcaption>${said}</figcaption>`}
  </figure>`;
}
