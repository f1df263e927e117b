import { SaxesParser } from 'saxes';
import { xmlEscape, type Reply } from '../protocol.ts';
import { malformedXml } from './errors.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const MAX_DEPTH = 8;

/** An element of a request body. `text` is its own character data. */
export type XmlElement = { name: string; text: string; children: XmlElement[] };

/** `<name>value</name>` with the value escaped; nothing at all where there is no value. */
export const leaf = (name: string, value: string | number | boolean | undefined): string =>
  value === undefined ? '' : `<${name}>${xmlEscape(String(value))}</${name}>`;

/** `<name>…</name>` around what is XML already. */
export const branch = (name: string, ...children: string[]): string =>
  `<${name}>${children.join('')}</${name}>`;

/** A time as S3's XML has it: whole seconds, though written with milliseconds. */
export const xmlTime = (ms: number): string => new Date(Math.floor(ms / 1000) * 1000).toISOString();

/** A reply whose body is the document `<root>…</root>`. */
export const xmlReply = (root: string, children: string[], headers: Record<string, string> = {}): Reply => ({
  status: 200,
  headers: { ...headers, 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${children.join('')}</${root}>`,
});

/** The root element of a request body. Throws MalformedXML; a document type is refused. */
export const parseXml = (body: Buffer): XmlElement => {
  const parser = new SaxesParser();
  const top: XmlElement = { name: '', text: '', children: [] };
  const open = [top];
  parser.on('error', (error) => {
    throw malformedXml(error.message);
  });
  parser.on('doctype', () => {
    throw malformedXml('a document type is not allowed');
  });
  parser.on('opentag', ({ name }) => {
    const element: XmlElement = { name, text: '', children: [] };
    if (open.length > MAX_DEPTH) throw malformedXml(`nested deeper than ${MAX_DEPTH}`);
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const addText = (text: string): void => {
    const current = open.at(-1);
    if (current) current.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  parser.write(body.toString('utf8')).close();
  const [root] = top.children;
  if (!root) throw malformedXml('it is empty');
  return root;
};

/** The text of the first child of that name. */
export const childText = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text;

/** All children of that name. */
export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);
