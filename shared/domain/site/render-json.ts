import { withMediaOf } from '../html/media-url.ts';
import { picturesOf, type ContentPicture } from '../release/content.ts';
import type { Contact } from '../release/newsroom.ts';
import { standingNote } from '../release/standing-note.ts';
import { indexKey, pageKey, urlOf } from './paths.ts';
import {
  headlineOfNotice,
  isReadable,
  publishedAtOf,
  readableContent,
  type ReleaseView,
} from './release-view.ts';
import { wordsFor } from './words.ts';

const STANDARD = {
  name: 'ninjs',
  version: '3.1',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#',
} as const;

type Value = { role: string; contentType: string; value: string };

/** A release as IPTC ninjs 3.1: its text, or for a withdrawn or killed one the notice with `pubStatus: canceled`. */
export function renderReleaseJson(view: ReleaseView): string {
  const item = isReadable(view.head) ? readable(view) : notice(view);
  return `${JSON.stringify(item, null, 2)}\n`;
}

function frame({ head, newsroom, siteUrl }: ReleaseView) {
  return {
    uri: head.uri,
    standard: STANDARD,
    type: 'text',
    version: String(head.version),
    versionCreated: head.updatedAt,
    ...(head.firstPublicAt === undefined ? {} : { firstCreated: head.firstPublicAt }),
    language: head.language,
    infoSources: [{ name: newsroom.name, role: 'publisher', literal: newsroom.id }],
    renditions: [
      { name: 'web', href: urlOf(siteUrl, pageKey(head)), contentType: 'text/html' },
      { name: 'newsroom', href: urlOf(siteUrl, indexKey(newsroom.id)), contentType: 'text/html' },
    ],
  };
}

function readable(view: ReleaseView) {
  const { head } = view;
  const content = readableContent(view);
  return {
    ...frame(view),
    representationType: 'full',
    profile: 'press-release',
    pubStatus: 'usable',
    contentCreated: publishedAtOf(head),
    ...(head.expires === undefined ? {} : { expires: head.expires }),
    language: content.language,
    slugline: head.slug,
    title: content.headline,
    headlines: [plain('main', content.headline), ...plainIf('subheadline', content.subheadline)],
    descriptions: [
      ...plainIf('summary', content.summary),
      ...plainIf(standingNote(head)?.kind === 'correction' ? 'correction' : 'note', head.note),
      ...plainIf('caption', content.picture?.caption),
    ],
    bodies: [
      { role: 'main', contentType: 'text/html', value: withMediaOf(content.bodyHtml, view.siteUrl) },
      ...plainIf('boilerplate', content.boilerplate),
    ],
    ...(content.authors.length === 0 ? {} : { by: content.authors.join(', ') }),
    people: [
      ...content.authors.map((name) => ({ name, rel: 'author' })),
      ...content.contacts.filter(({ name }) => name !== undefined).map(person),
    ],
    organisations: content.contacts.filter(({ name }) => name === undefined).map(organisation),
    subjects: content.categories.map((name) => ({ name, rel: 'category' })),
    ...(content.dateline === undefined ? {} : { located: content.dateline }),
    ...associationsOf(view),
  };
}

/** The pictures of a release, the lead first, each with all that was made of it. */
function associationsOf(view: ReleaseView) {
  const pictures = picturesOf(readableContent(view));
  if (pictures.length === 0) return {};
  return { associations: pictures.map((picture, index) => associationOf(view.siteUrl, picture, index)) };
}

function associationOf(siteUrl: string, picture: ContentPicture, index: number) {
  const { file, renditions = [], caption, alt, credit, rights } = picture;
  return {
    name: index === 0 ? 'lead' : `picture-${index + 1}`,
    rel: index === 0 ? 'lead' : 'inline',
    uri: urlOf(siteUrl, file?.key ?? ''),
    type: 'picture',
    pubStatus: 'usable',
    ...(credit === undefined ? {} : { by: credit }),
    ...(rights === undefined ? {} : { copyrightNotice: rights }),
    descriptions: [...plainIf('caption', caption), ...plainIf('alt', alt)],
    renditions: renditions.map(({ key, type, bytes, width, height }) => ({
      name: `${width ?? 'full'}-${type.replace('image/', '')}`,
      href: urlOf(siteUrl, key),
      contentType: type,
      sizeInBytes: bytes,
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
    })),
  };
}

function notice(view: ReleaseView) {
  const { head } = view;
  const words = wordsFor(view.newsroom.language);
  const killed = head.state === 'killed';
  const headline = headlineOfNotice(head);
  return {
    ...frame(view),
    representationType: 'partial',
    profile: 'notice',
    pubStatus: 'canceled',
    ...(headline === undefined ? {} : { headlines: [plain('main', headline)] }),
    descriptions: [plain('notice', killed ? words.killedText : words.withdrawnText)],
  };
}

function plain(role: string, value: string): Value {
  return { role, contentType: 'text/plain', value };
}

function plainIf(role: string, value: string | undefined): Value[] {
  return value === undefined ? [] : [plain(role, value)];
}

function person(contact: Contact) {
  return {
    ...(contact.name === undefined ? {} : { name: contact.name }),
    rel: 'contact',
    ...(contact.organisation === undefined ? {} : { literal: contact.organisation }),
    contactInfo: waysToReach(contact),
  };
}

function organisation(contact: Contact) {
  return {
    ...(contact.organisation === undefined ? {} : { name: contact.organisation }),
    rel: 'contact',
    contactInfo: waysToReach(contact),
  };
}

function waysToReach({ phone, email }: Contact) {
  return [
    ...(phone === undefined ? [] : [{ type: 'phone', value: phone }]),
    ...(email === undefined ? [] : [{ type: 'email', value: email }]),
  ];
}
