import { html, when, type Markup } from './markup.ts';
import type { HistoryMark } from './release-view.ts';
import { timeMarkup } from './time-markup.ts';
import type { Words } from './words.ts';

/** What happened to a release since it came out, oldest first; nothing while nothing did. */
export function historyOf(
  history: readonly HistoryMark[],
  timezone: string,
  words: Words,
): Markup | undefined {
  if (history.length < 2) return undefined;
  const items = history.map(
    ({ at, kind, note }) =>
      html`<li>
        ${timeMarkup(at, timezone, words)} — ${words.kinds[kind]}${when(note, (text) => html`: ${text}`)}
      </li>`,
  );
  return html`<section class="after history">
    <h2 class="label">${words.history}</h2>
    <ol>
      ${items}
    </ol>
  </section>`;
}
