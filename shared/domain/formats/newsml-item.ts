import type { Finding } from '../receipt/finding.ts';
import { segmentOf } from '../release/release-id.ts';
import { readByline } from './byline.ts';
import { checkPubStatus, wordsOf, type ForeignItem } from './foreign-item.ts';
import { given } from './given.ts';
import { isPictureItem, picturesBeside, readPictureItem } from './newsml-pictures.ts';
import { quote } from './quote.ts';
import { emptyReading, type Reading, type Said } from './reading.ts';
import { xmlBodyHtml } from './xml-body.ts';
import { childrenNamed, elementAt, rawXmlText, readXmlTree, xmlText, type XmlElement } from './xml-tree.ts';

const SUBHEADLINE = /(?:^|:)sub/i;
const SUMMARY = /summary|abstract/i;
const CAPTION = /caption/i;
const CORRECTION = /correct/i;

/**
 * Reads a NewsML-G2 `newsItem`, alone or as the only one of a `newsMessage`, with an NITF, XHTML or plain text
 * body; picture items of the message are its pictures.
 */
export function readNewsmlItem(text: string): ForeignItem {
  const tree = readXmlTree(text);
  if ('finding' in tree) return { words: '', findings: [tree.finding] };
  const items =
    tree.root.name === 'newsItem' ? [tree.root] : childrenNamed(elementAt(tree.root, 'itemSet'), 'newsItem');
  const texts = items.filter((item) => !isPictureItem(item));
  const [item, second] = texts.length === 0 ? items : texts;
  if (second !== undefined) {
    const found = quote(second.attributes.get('guid') ?? 'newsItem');
    return { words: '', findings: [{ code: 'E_ITEMS_MANY', line: second.line, found }] };
  }
  if (item === undefined) {
    return {
      words: '',
      findings: [{ code: 'E_FORMAT_UNKNOWN', line: 1, found: quote(`XML, ${tree.root.name}`) }],
    };
  }
  return readItem(item, texts.length === 0 ? [] : items.filter(isPictureItem));
}

function readItem(item: XmlElement, pictureItems: readonly XmlElement[]): ForeignItem {
  const [meta, content, rights] = ['itemMeta', 'contentMeta', 'rightsInfo'].map((name) =>
    elementAt(item, name),
  );
  const status = qcode(elementAt(meta, 'pubStatus'));
  const body = bodyOf(elementAt(item, 'contentSet'), item.line);
  const headlines = childrenNamed(content, 'headline').filter((one) => xmlText(one) !== '');
  const sub = headlines.find((one) => SUBHEADLINE.test(one.attributes.get('role') ?? ''));
  const described = childrenNamed(content, 'description');
  const withRole = (role: RegExp): XmlElement | undefined =>
    described.find((one) => role.test(one.attributes.get('role') ?? ''));
  const summary = withRole(SUMMARY) ?? described.find((one) => !one.attributes.has('role'));
  const byline = body.byline ?? said(elementAt(content, 'by'));
  const names = byline === undefined ? { authors: creatorsOf(content), hosts: [] } : readByline(byline);
  const language = elementAt(content, 'language')?.attributes.get('tag') ?? item.attributes.get('lang');
  const caption = said(withRole(CAPTION));
  const embargo = embargoOf(meta);
  const came = pictureItems.map((one) => readPictureItem(one, { embargo }));
  const pictures = [...body.pictures, ...picturesBeside(item), ...came.map(({ picture }) => picture)];
  const reading: Reading = {
    ...emptyReading(body.body),
    ...names,
    ...given('id', idOf(item)),
    ...given('headline', said(headlines.find((one) => one !== sub)) ?? body.headline),
    ...given('subheadline', said(sub)),
    ...given('summary', said(summary)),
    ...given('dateline', said(elementAt(content, 'dateline')) ?? locatedOf(content) ?? body.dateline),
    ...given('date', dateOf(meta, content)),
    ...given('language', language === undefined ? undefined : { text: language, line: item.line }),
    ...given('embargo', embargo),
    ...given('status', status && { ...status, text: status.text.replace(/^stat:/, '') }),
    ...given('editorNote', said(elementAt(meta, 'edNote'))),
    ...given('rights', said(elementAt(rights, 'copyrightNotice')) ?? said(elementAt(rights, 'usageTerms'))),
    ...given('change', changeOf(meta, withRole(CORRECTION))),
    categories: childrenNamed(content, 'subject').flatMap(
      (subject) => said(elementAt(subject, 'name')) ?? [],
    ),
    keywords: childrenNamed(content, 'keyword').flatMap((keyword) => said(keyword) ?? []),
    pictures: pictures.length === 0 && caption !== undefined ? [{ caption, line: caption.line }] : pictures,
  };
  const canceled = checkPubStatus(status);
  if (canceled.length > 0) return { words: '', findings: canceled };
  const findings = [...embargoFindings(meta), ...came.flatMap((one) => one.findings)];
  return { reading, words: wordsOf(reading), findings };
}

type ItemBody = Pick<Reading, 'headline' | 'dateline' | 'pictures' | 'body'> & { byline?: Said };

function bodyOf(set: XmlElement | undefined, line: number): ItemBody {
  const data = said(elementAt(set, 'inlineData'));
  const nitf = elementAt(set, 'inlineXML', 'nitf', 'body');
  const content = elementAt(nitf, 'body.content') ?? elementAt(set, 'inlineXML', 'html', 'body');
  if (content === undefined) {
    const plain = rawXmlText(elementAt(set, 'inlineData'));
    return { pictures: [], body: { text: plain, line: data?.line ?? line, format: 'text' } };
  }
  const head = elementAt(nitf, 'body.head');
  const { html, pictures } = xmlBodyHtml(content);
  return {
    pictures,
    body: { text: html, line: content.line, format: 'html' },
    ...given('headline', said(elementAt(head, 'hedline', 'hl1'))),
    ...given('byline', said(elementAt(head, 'byline'))),
    ...given('dateline', said(elementAt(head, 'dateline', 'location'))),
  };
}

/** An identity for life: the same guid is the same release of its newsroom. */
function idOf(item: XmlElement): Said | undefined {
  const guid = item.attributes.get('guid')?.trim() ?? '';
  return guid === '' ? undefined : { text: segmentOf(guid), line: item.line };
}

function dateOf(meta: XmlElement | undefined, content: XmlElement | undefined): Said | undefined {
  return (
    said(elementAt(content, 'contentCreated')) ??
    said(elementAt(meta, 'firstCreated')) ??
    said(elementAt(meta, 'versionCreated'))
  );
}

/** An empty `embargoed` means "until further notice" (NewsML-G2 specification, itemMeta): no time, so it is held. */
function embargoFindings(meta: XmlElement | undefined): Finding[] {
  const embargoed = elementAt(meta, 'embargoed');
  if (embargoed === undefined || xmlText(embargoed) !== '') return [];
  return [{ code: 'E_EMBARGO_HELD', line: embargoed.line, found: 'embargoed' }];
}

function embargoOf(meta: XmlElement | undefined): Said | undefined {
  return said(elementAt(meta, 'embargoed'));
}

function changeOf(meta: XmlElement | undefined, note: XmlElement | undefined): Reading['change'] {
  const signal = childrenNamed(meta, 'signal')
    .flatMap((one) => qcode(one) ?? [])
    .find(({ text }) => /^sig:(?:update|correction)$/.test(text));
  const noted = said(note);
  const kind =
    signal === undefined
      ? noted && { ...noted, text: 'correction' }
      : { ...signal, text: signal.text.slice(4) };
  return kind && { kind, ...given('note', noted) };
}

function creatorsOf(content: XmlElement | undefined): Said[] {
  return childrenNamed(content, 'creator').flatMap((creator) => said(elementAt(creator, 'name')) ?? []);
}

function locatedOf(content: XmlElement | undefined): Said | undefined {
  return said(elementAt(content, 'located', 'name'));
}

function qcode(element: XmlElement | undefined): Said | undefined {
  const text = element?.attributes.get('qcode') ?? element?.attributes.get('uri')?.replace(/^.*\//, '');
  return element === undefined || text === undefined ? undefined : { text, line: element.line };
}

function said(element: XmlElement | undefined): Said | undefined {
  const text = xmlText(element);
  return element === undefined || text === '' ? undefined : { text, line: element.line };
}
