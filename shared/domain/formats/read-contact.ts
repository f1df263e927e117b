import { cleanPlainText } from '../html/plain-text.ts';
import type { Contact } from '../release/newsroom.ts';
import type { YamlValue } from './read-yaml.ts';

const EMAIL = /[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}/i;
const PHONE = /\+?\(?\d[\d\s().-]{5,}\d/;
/** Spellings of a contact's keys, in both languages. */
const CONTACT_KEYS: ReadonlyMap<string, keyof Contact> = new Map([
  ['name', 'name'],
  ['nama', 'name'],
  ['organisation', 'organisation'],
  ['organization', 'organisation'],
  ['org', 'organisation'],
  ['instansi', 'organisation'],
  ['phone', 'phone'],
  ['tel', 'phone'],
  ['telephone', 'phone'],
  ['telp', 'phone'],
  ['telepon', 'phone'],
  ['hp', 'phone'],
  ['email', 'email'],
  ['mail', 'email'],
  ['surel', 'email'],
]);
/** Readers see contacts; one that its author keeps from them is left out. */
const PUBLIC = new Set(['', 'public', 'publik', 'umum']);

/** The contacts of a front matter value: a text, a map, or a list of either. */
export function readContacts(value: YamlValue): Contact[] {
  if (Array.isArray(value)) return value.flatMap(readContacts);
  const contact = typeof value === 'string' ? contactOfText(value) : contactOfMap(value);
  return Object.keys(contact).length === 0 ? [] : [contact];
}

function contactOfText(text: string): Contact {
  const email = EMAIL.exec(text)?.[0];
  const withoutEmail = text.replace(EMAIL, ' ');
  const phone = PHONE.exec(withoutEmail)?.[0];
  const name = cleanPlainText(
    withoutEmail
      .replace(PHONE, ' ')
      .replace(/[<>()|;,/]+/g, ' ')
      .replace(/\s[-–:]+(?=\s|$)/g, ' '),
  );
  return {
    ...(name === '' ? {} : { name }),
    ...(phone === undefined ? {} : { phone: cleanPlainText(phone) }),
    ...(email === undefined ? {} : { email }),
  };
}

function contactOfMap(map: { [key: string]: YamlValue }): Contact {
  const visibility = map['visibility'] ?? '';
  if (typeof visibility !== 'string' || !PUBLIC.has(visibility.toLowerCase())) return {};
  const contact: Contact = {};
  for (const [key, value] of Object.entries(map)) {
    const known = CONTACT_KEYS.get(key.toLowerCase());
    if (known !== undefined && typeof value === 'string' && value.trim() !== '') {
      contact[known] = cleanPlainText(value);
    }
  }
  return contact;
}

const MAX_LINE = 300;
const WAY_LABEL =
  /(?:^|(?<=[\s,;|/]))(?:phone|telephone|telp|telepon|tel|mobile|cell|hp|wa|whatsapp|e-?mail|surel|name|nama)\s*[.:]+\s*/giu;

/** The contact of a block of lines: the first words are its name, the next its organisation. */
export function readContactBlock(lines: readonly string[]): Contact | undefined {
  const text = lines
    .map((line) =>
      line
        .slice(0, MAX_LINE)
        .replace(WAY_LABEL, ' ')
        .replace(/[*_]{1,2}/g, ''),
    )
    .join('\n');
  const email = EMAIL.exec(text)?.[0];
  const phone = PHONE.exec(text.replace(EMAIL, ' '))?.[0];
  const [name, organisation] = text
    .replace(EMAIL, '\n')
    .split('\n')
    .flatMap((line) => line.replace(PHONE, '\n').split(/[\n,;|]/))
    .map((part) => cleanPlainText(part.replace(/[<>()]/g, ' ').replace(/\s[-–]+\s*$|^\s*[-–]+\s/g, '')))
    .filter((part) => /\p{L}{2}/u.test(part));
  const contact: Contact = {
    ...(name === undefined ? {} : { name }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(phone === undefined ? {} : { phone: cleanPlainText(phone) }),
    ...(email === undefined ? {} : { email }),
  };
  return Object.keys(contact).length === 0 ? undefined : contact;
}
