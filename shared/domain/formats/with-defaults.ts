import { cleanPlainText } from '../html/plain-text.ts';
import type { Finding } from '../receipt/finding.ts';
import type { Contact, Newsroom } from '../release/newsroom.ts';
import { segmentOf } from '../release/release-id.ts';
import { nearestOf } from './nearest-word.ts';
import { quote } from './quote.ts';
import type { Reading } from './reading.ts';
import type { Block } from './rendered-body.ts';

/** A text's own contact or "about" part, which needs no default and no warning. */
const CONTACT_LINE =
  /^[\s*_#]*(?:kontak|narahubung|media contact|press contact|contact|informasi lebih lanjut|for more information)\b/iu;
const ABOUT_LINE = /^[\s*_#]*(?:[Tt]entang|TENTANG|[Aa]bout|ABOUT|[Ss]ekilas)\s+\p{Lu}/u;
const REACHABLE = /@|\d{5}|\d{3,4}[ -]\d{3}/;

/** What a text leaves to its newsroom: contacts, boilerplate, categories, each with what is still missing. */
export function withDefaults(
  reading: Reading,
  blocks: readonly Block[],
  newsroom: Newsroom,
): { contacts: Contact[]; boilerplate?: string; categories: string[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const contacts = reading.contacts.length > 0 ? reading.contacts : (newsroom.defaults?.contacts ?? []);
  if (contacts.length === 0 && !namesContact(blocks)) findings.push({ code: 'W_NO_CONTACT' });
  const boilerplate = cleanPlainText(reading.boilerplate?.text ?? newsroom.defaults?.boilerplate ?? '');
  if (boilerplate === '' && !blocks.some(({ source }) => ABOUT_LINE.test(source))) {
    findings.push({ code: 'W_NO_BOILERPLATE' });
  }
  const { categories, unknown } = categoriesOf(reading, newsroom);
  return {
    contacts: [...contacts],
    ...(boilerplate === '' ? {} : { boilerplate }),
    categories,
    findings: [...findings, ...unknown],
  };
}

function namesContact(blocks: readonly Block[]): boolean {
  return blocks.some(({ source }, index) => {
    if (!CONTACT_LINE.test(source)) return false;
    return REACHABLE.test(source) || REACHABLE.test(blocks[index + 1]?.source ?? '');
  });
}

/** Categories in the newsroom's own spelling; one outside its vocabulary would start a feed that nobody asked for. */
function categoriesOf(
  { categories: said }: Reading,
  newsroom: Newsroom,
): { categories: string[]; unknown: Finding[] } {
  const { vocabulary } = newsroom;
  if (said.length === 0) return { categories: [...(newsroom.defaults?.categories ?? [])], unknown: [] };
  const categories = new Set<string>();
  const unknown: Finding[] = [];
  for (const { text, line } of said) {
    const word = cleanPlainText(text);
    const own =
      vocabulary === undefined ? word : vocabulary.find((known) => segmentOf(known) === segmentOf(word));
    if (own !== undefined) {
      categories.add(own);
    } else {
      const nearest = nearestOf(word.toLowerCase(), vocabulary ?? [])?.word ?? '';
      unknown.push({ code: 'W_UNKNOWN_CATEGORY', line, found: quote(text), values: { nearest } });
    }
  }
  return { categories: [...categories], unknown };
}
