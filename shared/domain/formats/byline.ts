import { cleanPlainText } from '../html/plain-text.ts';
import type { Said } from './reading.ts';

const HOST = String.raw`(?:https?:\/\/)?(?:www\.)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24})\/?`;
const NAMED_HOST = new RegExp(
  String.raw`^(.{1,200}?)\s+[-\u{2010}-\u{2015}|]\s+(?:\[\s*${HOST}\s*\]\(\s*<?(?:https?:\/\/)?([^/\s)>:?#]+)[^)]*\)|<?${HOST}>?)$`,
  'iu',
);
const PREFIX = /^(?:oleh|by|penulis|reporter|author)\s*[:.]?\s+/i;
const AND = /\s*(?:,\s*(?:dan|and)\s+|\s(?:dan|and)\s|\s&\s|;|,)\s*/i;
/** Degrees follow a name after a comma: S.H., M.Si, Ph.D, SE, MM. */
const DEGREE =
  /^(?:(?:[A-Z][A-Za-z]{0,4}\.)+[A-Za-z]{0,4}\.?|S\.?[A-Z]{1,3}|M\.?[A-Z]{1,3}|Ph\.?D\.?|Jr\.?|Sr\.?)$/;

/** A byline taken apart: names, and the hosts that it gives (the label's and the link's own). */
export type Byline = { authors: string[]; hosts: string[] };

/** Reads `Author - HOST`, the host plain or as a Markdown link, any dash; undefined for every other line. */
export function matchByline(line: string): Byline | undefined {
  const match = NAMED_HOST.exec(line.normalize('NFKC').replace(/\s+/g, ' ').trim());
  if (match === null) return undefined;
  const [, names = '', label, target, plain] = match;
  const hosts = [label, target, plain].flatMap((host) =>
    host === undefined ? [] : [host.toLowerCase().replace(/^www\./, '')],
  );
  return { authors: splitNames(names), hosts: [...new Set(hosts)] };
}

/** The names of a byline: `A dan B`, `A and B`, `A, B`; a degree stays with its name. */
export function splitNames(text: string): string[] {
  const names: string[] = [];
  for (const part of text
    .replace(/[*_]{1,3}/g, '')
    .replace(PREFIX, '')
    .split(AND)) {
    const name = part.trim();
    const previous = names.at(-1);
    if (previous !== undefined && DEGREE.test(name)) names[names.length - 1] = `${previous}, ${name}`;
    else if (name !== '') names.push(name);
  }
  return names;
}

/** Whether a line is a byline without a host, by its first word. */
export function isPrefixedByline(line: string): boolean {
  return PREFIX.test(line.trim()) && line.length <= 120;
}

/** The names of `said` as authors, and its hosts where it has any. */
export function readByline(said: Said): { authors: Said[]; hosts: Said[] } {
  const text = cleanPlainText(said.text);
  const byline = matchByline(text) ?? { authors: splitNames(text), hosts: [] };
  const at = (name: string): Said => ({ text: name, line: said.line });
  return { authors: byline.authors.map(at), hosts: byline.hosts.map(at) };
}
