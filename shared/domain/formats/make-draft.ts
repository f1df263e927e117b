import { cleanPlainText } from '../html/plain-text.ts';
import { PICTURE_SCHEMES, safeUrl } from '../html/safe-url.ts';
import type { Finding } from '../receipt/finding.ts';
import type { Content } from '../release/content.ts';
import type { Draft } from '../release/draft.ts';
import type { Newsroom } from '../release/newsroom.ts';
import type { CalendarDay } from './calendar.ts';
import { checkNewsroom, checkStatus, readChange, readId } from './check-directives.ts';
import { checkHeadline, checkSentences, checkWeekdays, saysTheSame } from './check-text.ts';
import { cleanBody, type CleanBody } from './clean-body.ts';
import { missingPictures, wordsOf } from './said-picture.ts';
import { findDateline } from './find-dateline.ts';
import { given } from './given.ts';
import { SUMMARY_MAX_CHARACTERS } from './limits.ts';
import { quote } from './quote.ts';
import type { Reading, Said, SaidPicture } from './reading.ts';
import { readTimes } from './read-times.ts';
import { settleLanguage } from './settle-language.ts';
import { withDefaults } from './with-defaults.ts';

const MAX_AUTHORS = 20;

/**
 * A draft with all that was noticed on the way; `visibleText` is what a reader would see of the body, `pictures` those
 * that the text speaks of and that are still to be found, the lead first.
 */
export type MadeDraft = { draft?: Draft; visibleText: string; pictures: SaidPicture[]; findings: Finding[] };

/** Turns a reading into a draft: cleans every field, applies the newsroom's defaults, and checks what can be checked. */
export function makeDraft(reading: Reading, newsroom: Newsroom): MadeDraft {
  const body = cleanBody(reading);
  const times = readTimes(reading, newsroom.timezone);
  const identity = readId(reading.id);
  const change = readChange(reading.change);
  const language = settleLanguage(
    reading.language,
    newsroom.language,
    body.html === undefined ? '' : body.text,
  );
  const asked: Finding[] = [
    ...checkHeadline(reading.headline, reading.body.line),
    ...checkNewsroom(reading, newsroom),
    ...identity.findings,
    ...checkStatus(reading.status),
    ...times.findings,
    ...change.findings,
    ...language.findings,
  ];
  if (body.html === undefined)
    return { visibleText: '', pictures: [], findings: [...asked, ...body.findings] };
  const defaults = withDefaults(reading, body.blocks, newsroom);
  const summary = shortened(reading.summary);
  const pictures = saidPictures(reading, body);
  const findings = [
    ...asked,
    ...summary.findings,
    ...missingPictures(pictures),
    ...captionFindings(reading),
    ...textFindings(body, times.day),
    ...body.findings,
    ...defaults.findings,
  ];
  const draft: Draft = {
    ...contentOf(reading, body, { ...defaults, summary: summary.text, language: language.language }),
    newsroom: newsroom.id,
    change: change.change,
    ...given('id', identity.id),
    ...given('datedAt', times.datedAt),
    ...given('publishAt', times.publishAt),
    ...given('embargoedUntil', times.embargoedUntil),
    ...given('expires', times.expires),
  };
  return { draft, visibleText: body.text, pictures, findings };
}

type Settled = Pick<Content, 'contacts' | 'categories' | 'boilerplate' | 'language'> & {
  summary: string | undefined;
};

function contentOf(reading: Reading, body: CleanBody, settled: Settled): Content {
  const authors = new Set(
    reading.authors.map(({ text }) => cleanPlainText(text)).filter((name) => name !== ''),
  );
  const keywords = reading.keywords.map(({ text }) => cleanPlainText(text));
  const canonical = reading.canonical && safeUrl(reading.canonical.text, PICTURE_SCHEMES);
  return {
    headline: cleanPlainText(reading.headline?.text ?? ''),
    bodyHtml: body.html,
    language: settled.language,
    authors: [...authors].slice(0, MAX_AUTHORS),
    categories: settled.categories,
    contacts: settled.contacts,
    ...given('subheadline', plain(reading.subheadline)),
    ...given('summary', settled.summary),
    ...given('dateline', plain(reading.dateline) ?? findDateline(body.blocks[0]?.source ?? '')),
    ...given('picture', wordsOf(saidPictures(reading, body)[0])),
    ...given('boilerplate', settled.boilerplate),
    ...given('keywords', keywords.length === 0 ? undefined : keywords),
    ...given('organisation', plain(reading.organisation)),
    ...given('ticker', plain(reading.ticker)),
    ...given('rights', plain(reading.rights)),
    ...given('canonical', canonical),
  };
}

/** The pictures that front matter or the page's head name, then those of the text; one that both name is one. */
function saidPictures(reading: Reading, body: CleanBody): SaidPicture[] {
  const said = [...reading.pictures, ...body.missingPictures];
  const isFirst = ({ file }: SaidPicture, index: number): boolean =>
    file === undefined || said.findIndex((other) => other.file?.text === file.text) === index;
  return said.filter(isFirst);
}

function captionFindings({ pictures, headline }: Reading): Finding[] {
  const caption = pictures[0]?.caption;
  if (caption === undefined || !saysTheSame(caption.text, headline?.text ?? '')) return [];
  return [{ code: 'W_CAPTION_EQUALS_HEADLINE', line: caption.line, found: quote(caption.text) }];
}

function textFindings(body: CleanBody, day: CalendarDay | undefined): Finding[] {
  return [...checkSentences(body.blocks), ...checkWeekdays(body.blocks, day)];
}

function shortened(summary: Said | undefined): { text: string | undefined; findings: Finding[] } {
  const text = plain(summary);
  if (summary === undefined || text === undefined || text.length <= SUMMARY_MAX_CHARACTERS)
    return { text, findings: [] };
  const cut = text.slice(0, SUMMARY_MAX_CHARACTERS - 1);
  const values = { length: String(text.length), limit: String(SUMMARY_MAX_CHARACTERS) };
  return {
    text: `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))}…`,
    findings: [{ code: 'W_SUMMARY_LONG', line: summary.line, found: quote(text), values }],
  };
}

function plain(said: Said | undefined): string | undefined {
  return cleanPlainText(said?.text ?? '') || undefined;
}
