import { cleanPlainText } from '../html/plain-text.ts';
import type { Finding } from '../receipt/finding.ts';
import type { Draft } from '../release/draft.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { slugOf } from '../release/release-id.ts';
import { quote } from './quote.ts';
import type { Reading, Said } from './reading.ts';

const EXPLICIT_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Words for the kinds of change, in both languages. */
const CHANGE_KINDS: ReadonlyMap<string, Draft['change']['kind']> = new Map([
  ['minor', 'minor'],
  ['kecil', 'minor'],
  ['update', 'update'],
  ['pembaruan', 'update'],
  ['correction', 'correction'],
  ['koreksi', 'correction'],
  ['ralat', 'correction'],
]);

/** A status that says that the text is ready; every other one says that it is not. */
const READY = new Set(['usable', 'final', 'ready', 'publish', 'published', 'siap', 'siap terbit', 'terbit']);

/** The explicit identity inside the newsroom, if there is one and it may stand in an address. */
export function readId(id: Said | undefined): { id?: string; findings: Finding[] } {
  if (id === undefined) return { findings: [] };
  const text = cleanPlainText(id.text);
  if (EXPLICIT_ID.test(text)) return { id: text, findings: [] };
  const suggestion = slugOf(text, 'rilis-1');
  return { findings: [{ code: 'E_ID_INVALID', line: id.line, found: quote(text), values: { suggestion } }] };
}

/** Byline hosts and `newsroom:` must name the desk that the file was dropped for. */
export function checkNewsroom({ hosts, newsroom: named }: Reading, newsroom: Newsroom): Finding[] {
  const own = new Set([newsroom.host, ...(newsroom.aliases ?? [])].map((host) => plainHost(host)));
  const foreign = hosts.find((host) => !own.has(plainHost(host.text)));
  const isOwnName =
    named === undefined || named.text.trim().toLowerCase() === newsroom.id || own.has(plainHost(named.text));
  const stranger = foreign ?? (isOwnName ? undefined : named);
  if (stranger === undefined) return [];
  const values = { newsroom: newsroom.id, host: newsroom.host };
  return [{ code: 'E_NEWSROOM_MISMATCH', line: stranger.line, found: quote(stranger.text), values }];
}

/** `status:` must say that the text is ready, if it says anything. */
export function checkStatus(status: Said | undefined): Finding[] {
  if (status === undefined || READY.has(status.text.trim().toLowerCase())) return [];
  return [{ code: 'E_STATUS', line: status.line, found: quote(status.text) }];
}

/** What a new version means to those who have the old one: an update, unless the file says otherwise. */
export function readChange(change: Reading['change']): { change: Draft['change']; findings: Finding[] } {
  const note = change?.note === undefined ? '' : cleanPlainText(change.note.text);
  const noted = note === '' ? {} : { note };
  const said = change?.kind;
  if (said === undefined) return { change: { kind: 'update', ...noted }, findings: [] };
  const kind = changeKindOf(said.text);
  const where = { line: said.line, found: quote(said.text) };
  if (kind === undefined)
    return { change: { kind: 'update' }, findings: [{ code: 'E_CHANGE_KIND', ...where }] };
  const findings = kind === 'correction' && note === '' ? [{ code: 'E_CORRECTION_NOTE', ...where }] : [];
  return { change: { kind, said: true, ...noted }, findings };
}

/** The kind of change that an author's word means. */
export function changeKindOf(word: string): Draft['change']['kind'] | undefined {
  return CHANGE_KINDS.get(word.trim().toLowerCase());
}

function plainHost(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/^www\./, '');
}
