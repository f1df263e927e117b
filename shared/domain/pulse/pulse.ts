import type { Newsroom } from '../release/newsroom.ts';

/** No newsroom's id begins so: nobody can upload there, ask for its receipts, or found a newsroom of that name. */
const ID = '_pulse';
const PATH = 'pulse.md';

/** Where the pulse is put, and the one key of its folder that is no mistake. */
export const PULSE_KEY = `check/${ID}/${PATH}`;
/** What comes back; it bears `uploaded-at` and `would` as metadata. */
export const PULSE_RECEIPT_KEY = `receipts/_check/${ID}/${PATH}.json`;

/** Whom the pulse is of: in no table, no list and no feed. */
export const PULSE_NEWSROOM: Newsroom = {
  id: ID,
  name: 'Pulse',
  host: 'pulse.invalid',
  timezone: 'UTC',
  language: 'en',
  defaults: { contacts: [{ name: 'The operator of this network' }], boilerplate: 'It is put by the clock.' },
};

/** The place that the pulse's key speaks of; undefined for every other key. */
export function pulsePlace(key: string): { newsroom: string; path: string } | undefined {
  return key === PULSE_KEY ? { newsroom: ID, path: PATH } : undefined;
}

/** A small release that ingest has to read, clean and decide as it would any other. */
export function pulseText(at: string): string {
  return [
    '---',
    'title: The pulse of this network',
    'summary: Put by the clock, answered by ingest, published nowhere.',
    '---',
    '',
    `This text was put on its way at ${at} to find out *how long* an answer takes.`,
    '',
    '- It is only checked, and [nobody is told](https://pulse.invalid/).',
    '',
  ].join('\n');
}
