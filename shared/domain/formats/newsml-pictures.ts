import type { Finding } from '../receipt/finding.ts';
import { checkPicture } from './foreign-item.ts';
import { given } from './given.ts';
import type { Said, SaidPicture } from './reading.ts';
import { fileToFind } from './said-picture.ts';
import { childrenNamed, elementAt, xmlText, type XmlElement } from './xml-tree.ts';

const PICTURE_CLASS = /(?:^|[:/])picture$/;
const PICTURE_TYPE = /^image\//i;
const CAPTION = /caption/i;
const ALT = /alt/i;

/** Whether an item is a picture: in a message it goes with the text beside it (NewsML-G2, itemClass `ninat:picture`). */
export function isPictureItem(item: XmlElement): boolean {
  const kind = elementAt(item, 'itemMeta', 'itemClass')?.attributes;
  return PICTURE_CLASS.test(kind?.get('qcode') ?? kind?.get('uri') ?? '');
}

/** The pictures that a text item names outside its text: by `remoteContent` beside it, and by links to image files. */
export function picturesBeside(item: XmlElement): SaidPicture[] {
  const remote = childrenNamed(elementAt(item, 'contentSet'), 'remoteContent').filter(isImage);
  const links = childrenNamed(elementAt(item, 'itemMeta'), 'link').filter(isImage);
  return [
    ...(remote.length === 0 ? [] : [{ ...fileOf(remote), line: remote[0]?.line ?? item.line }]),
    ...links.map((link) => ({ ...fileOf([link]), line: link.line })),
  ].filter(({ file }) => file !== undefined);
}

/** A picture item of a message with its words, and what keeps it from being shown. */
export function readPictureItem(
  item: XmlElement,
  ofText: { embargo: Said | undefined },
): { picture: SaidPicture; findings: Finding[] } {
  const content = elementAt(item, 'contentMeta');
  const meta = elementAt(item, 'itemMeta');
  const described = childrenNamed(content, 'description');
  const roleOf = (one: XmlElement): string => one.attributes.get('role') ?? '';
  const alt = described.find((one) => ALT.test(roleOf(one)));
  const caption =
    described.find((one) => CAPTION.test(roleOf(one))) ??
    described.find((one) => one !== alt) ??
    elementAt(content, 'headline');
  const credit = elementAt(content, 'creditline') ?? elementAt(content, 'by');
  const rights = elementAt(item, 'rightsInfo', 'copyrightNotice');
  const [status, embargoed] = ['pubStatus', 'embargoed'].map((name) => elementAt(meta, name));
  const qcode = status?.attributes.get('qcode') ?? status?.attributes.get('uri')?.replace(/^.*\//, '');
  const own = {
    status: saidAt(status, qcode?.replace(/^stat:/, '')),
    embargo: embargoed && { text: xmlText(embargoed), line: embargoed.line },
  };
  return {
    picture: {
      line: item.line,
      ...fileOf(childrenNamed(elementAt(item, 'contentSet'), 'remoteContent')),
      ...given('caption', saidAt(caption, xmlText(caption))),
      ...given('alt', xmlText(alt) || undefined),
      ...given('credit', xmlText(credit) || undefined),
      ...given('rights', xmlText(rights) || undefined),
    },
    findings: checkPicture(own, ofText.embargo),
  };
}

function isImage({ attributes }: XmlElement): boolean {
  return PICTURE_TYPE.test(attributes.get('contenttype') ?? '');
}

function fileOf(elements: readonly XmlElement[]): Pick<SaidPicture, 'file'> {
  const file = fileToFind(
    elements.map(({ attributes }) => ({
      href: attributes.get('href'),
      width: Number(attributes.get('width')) || 0,
    })),
  );
  return given('file', saidAt(elements[0], file));
}

function saidAt(element: XmlElement | undefined, text: string | undefined): Said | undefined {
  return element === undefined || text === undefined || text === ''
    ? undefined
    : { text, line: element.line };
}
