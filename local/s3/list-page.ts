import { xmlEscape } from '../protocol.ts';
import { invalidArgument } from './errors.ts';
import { leaf } from './xml.ts';

const MAX_PAGE = 1000;

/** How many entries a page may have: the parameter, at most 1,000. Throws InvalidArgument for no whole number. */
export const pageSize = (query: URLSearchParams, parameter: string): number => {
  const asked = query.get(parameter);
  if (asked === null || asked === '') return MAX_PAGE;
  if (!/^\d{1,9}$/.test(asked))
    throw invalidArgument(`Provided ${parameter} not an integer or within integer range`);
  return Math.min(Number(asked), MAX_PAGE);
};

/** The part of the key up to the first delimiter behind the prefix; undefined where the key has none. */
export const commonPrefix = (key: string, prefix: string, delimiter: string): string | undefined => {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
};

/** How a listing writes keys: as XML text, or percent-encoded where the client asked for `encoding-type=url`. */
export const listEncoding = (
  query: URLSearchParams,
): { encode: (text: string) => string; element: string } => {
  const asked = query.get('encoding-type');
  if (asked === null) return { encode: xmlEscape, element: '' };
  if (asked !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request');
  return {
    encode: (text) => xmlEscape(encodeURIComponent(text).replaceAll('%2F', '/')),
    element: leaf('EncodingType', 'url'),
  };
};
