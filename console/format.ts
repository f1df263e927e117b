import { el } from './element.ts';

/** A moment in the reader's own zone; the exact one stands in `datetime`. */
export function time(at: string | undefined): Node {
  if (at === undefined) return document.createTextNode('–');
  const shown = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium' });
  return el('time', { datetime: at, title: at }, shown.format(new Date(at)));
}

/** A state as a word in its colour: the word alone says it, too. */
export function badge(state: string): Element {
  return el('span', { class: `badge ${TONES[state] ?? ''}` }, state);
}

const TONES: Readonly<Record<string, string>> = {
  published: 'good',
  delivered: 'good',
  active: 'good',
  removed: 'good',
  passed: 'good',
  withdrawn: 'dim',
  expired: 'dim',
  pending: 'warn',
  retrying: 'warn',
  held: 'warn',
  quarantined: 'bad',
  refused: 'bad',
  killed: 'bad',
  failed: 'bad',
  disabled: 'bad',
  'still-there': 'bad',
};

/** A share as people say it; nothing of nothing is a dash. */
export function percent(part: number, of: number): string {
  return of === 0 ? '–' : `${Math.round((100 * part) / of)} %`;
}
