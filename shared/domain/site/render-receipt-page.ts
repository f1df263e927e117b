import { receiptLanguage } from '../receipt/messages.ts';
import type { Receipt } from '../receipt/receipt.ts';
import { endingOf, toldReceipt } from '../receipt/render-receipt.ts';
import { html, trustedMarkup, when, type Markup } from './markup.ts';
import { pageKey, urlOf } from './paths.ts';
import { withInline, type InlinePictures } from './preview-picture.ts';
import type { ReleaseView } from './release-view.ts';
import { releaseText } from './render-page.ts';
import { STYLE_SOURCE } from './shell.ts';
import { STYLE } from './style.ts';
import { timeMarkup } from './time-markup.ts';
import { wordsFor } from './words.ts';

/** No script at all, nothing sent anywhere: the page may hold what nobody else may see yet. */
export const RECEIPT_PAGE_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "img-src 'self' https: data:",
  `style-src ${STYLE_SOURCE}`,
].join('; ');

const TEXTS = {
  en: {
    receipt: 'Receipt',
    file: 'File',
    line: 'line',
    nothing: 'Nothing to put right.',
    preview: 'What readers will see',
    waits: 'Nobody sees it before',
  },
  id: {
    receipt: 'Tanda terima',
    file: 'Berkas',
    line: 'baris',
    nothing: 'Tidak ada yang perlu diperbaiki.',
    preview: 'Yang akan dilihat pembaca',
    waits: 'Belum terlihat oleh siapa pun sebelum',
  },
} as const;

/**
 * The receipt as a page: how the upload ended, every finding with its remedy, and below them the release as readers
 * will see it, where there is a text to show. Not for search engines, and without script. Pictures stand in the
 * page itself: it is kept for longer than they are public.
 */
export function renderReceiptPage(
  receipt: Receipt,
  preview?: ReleaseView,
  inline: InlinePictures = new Map(),
): string {
  const language = receiptLanguage(receipt.language);
  const texts = TEXTS[language];
  const title = `${texts.receipt}: ${receipt.release?.headline ?? preview?.content?.headline ?? receipt.key}`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${RECEIPT_PAGE_POLICY}" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${trustedMarkup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>${answer(receipt, preview)} ${shown(texts.preview, preview, inline)}</main>
      </body>
    </html> `.markup;
}

function answer(receipt: Receipt, preview: ReleaseView | undefined): Markup {
  const texts = TEXTS[receiptLanguage(receipt.language)];
  const told = toldReceipt(receipt).findings;
  const errors = told.filter(({ code }) => code.startsWith('E_'));
  const warnings = told.filter(({ code }) => !code.startsWith('E_'));
  const items = [...errors, ...warnings].map(
    ({ code, line, message, remedy }) =>
      html`<li>
        <strong dir="auto">${message}</strong> <span dir="auto">${remedy}</span>
        <small>(${line === undefined ? code : `${code}, ${texts.line} ${line}`})</small>
      </li>`,
  );
  const [ending = '', ...more] = endingOf(receipt).split('\n');
  return html`<section class="notice">
    <h1>${ending}</h1>
    ${more.map((line) => html`<p><strong>${line}</strong></p>`)} ${waits(receipt, preview)}
    <p>${texts.file}: <code>${receipt.key}</code></p>
    ${when(receipt.release?.url, (url) => html`<p><a href="${url}">${url}</a></p>`)}
    ${
      items.length === 0
        ? html`<p>${texts.nothing}</p>`
        : html`<ul>
            ${items}
          </ul>`
    }
  </section>`;
}

/** Until when it is kept from everybody. */
function waits(receipt: Receipt, preview: ReleaseView | undefined): Markup | undefined {
  const end = receipt.would ?? receipt.state;
  const time = preview?.head.publishAt ?? preview?.head.embargoedUntil;
  if (preview === undefined || time === undefined || (end !== 'scheduled' && end !== 'embargoed'))
    return undefined;
  const { newsroom } = preview;
  const { waits: before } = TEXTS[receiptLanguage(receipt.language)];
  return html`<p>
    <strong>${before} ${timeMarkup(time, newsroom.timezone, wordsFor(newsroom.language))}.</strong>
  </p>`;
}

function shown(title: string, preview: ReleaseView | undefined, inline: InlinePictures): Markup | undefined {
  if (preview === undefined) return undefined;
  const words = wordsFor(preview.newsroom.language);
  const url = urlOf(preview.siteUrl, pageKey(preview.head));
  const text = releaseText(withoutWidths(preview, inline), url, words);
  return html`<h2 class="label">${title}</h2>
    ${withInline(text, preview.siteUrl, inline)}`;
}

/** A lead picture that is inline has one width: a browser would ask for the others, which are not there. */
function withoutWidths(view: ReleaseView, inline: InlinePictures): ReleaseView {
  const { content } = view;
  if (content?.picture?.file === undefined || !inline.has(content.picture.file.key)) return view;
  const { renditions: _renditions, ...picture } = content.picture;
  return { ...view, content: { ...content, picture } };
}
