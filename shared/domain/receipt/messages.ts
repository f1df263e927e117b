import type { Finding } from './finding.ts';
import { MESSAGES_EN } from './messages-en.ts';
import { MESSAGES_ID } from './messages-id.ts';

/** What was found, and what to do, one sentence each; `{found}`, `{line}` and a finding's own values may stand in it. */
export type Message = { message: string; remedy: string };

/** A table of texts for every code that a finding may have. */
export type Messages = { readonly [code in keyof typeof MESSAGES_EN]: Message };

/** Texts by the first part of a BCP 47 tag; other languages read English. */
export const MESSAGES: Readonly<Record<'en' | 'id', Messages>> = { en: MESSAGES_EN, id: MESSAGES_ID };

const PLACEHOLDER = /\{(\w+)\}/g;
/** Values that are languages in a sentence; what is to be written into a file stays a code. */
const NAMED: ReadonlySet<string> = new Set(['detected', 'expected', 'taken']);
/** Languages that a value may name by its code, as authors call them; what is not here stays a code. */
const LANGUAGES: Readonly<Record<'en' | 'id', ReadonlyMap<string, string>>> = {
  en: new Map([
    ['en', 'English'],
    ['id', 'Indonesian'],
    ['jv', 'Javanese'],
    ['su', 'Sundanese'],
  ]),
  id: new Map([
    ['en', 'Inggris'],
    ['id', 'Indonesia'],
    ['jv', 'Jawa'],
    ['su', 'Sunda'],
  ]),
};

/** The language that receipts for `language` are written in. */
export function receiptLanguage(language: string): 'en' | 'id' {
  return /^(?:id|in|ms)(?:-|$)/i.test(language) ? 'id' : 'en';
}

/**
 * The text of a finding in a language, its values filled in; a value that the finding does not have is shown as `–`.
 * A code without a text gives the code itself: an author still learns what to ask us.
 */
export function messageFor(finding: Finding, language: string): Message {
  const table = MESSAGES[receiptLanguage(language)];
  const text = isCode(finding.code) ? table[finding.code] : undefined;
  if (text === undefined) return { message: finding.code, remedy: '' };
  const names = LANGUAGES[receiptLanguage(language)];
  return { message: fill(text.message, finding, names), remedy: fill(text.remedy, finding, names) };
}

function isCode(code: string): code is keyof Messages {
  return Object.hasOwn(MESSAGES_EN, code);
}

function fill(text: string, { found, line, values }: Finding, names: ReadonlyMap<string, string>): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    if (name === 'found') return found ?? '–';
    if (name === 'line') return line === undefined ? '–' : String(line);
    const value = values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || value === '') return '–';
    return NAMED.has(name) ? (names.get(value) ?? value) : value;
  });
}
