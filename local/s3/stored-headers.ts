import { AwsError } from '../protocol.ts';
import { checksumHeader, type Checksum } from './checksums.ts';
import { invalidArgument, notRunLocally } from './errors.ts';

/** What a PUT says about its object and every GET repeats. */
const KEPT = new Set([
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-website-redirect-location',
]);
const METADATA_PREFIX = 'x-amz-meta-';
const MAX_METADATA_BYTES = 2048;

/** Headers that would change what S3 does, with the values that change nothing. */
const REFUSED: readonly { header: RegExp; harmless: readonly string[] }[] = [
  { header: /^x-amz-(tagging|mfa|write-offset-bytes)$/, harmless: [] },
  { header: /^x-amz-tagging-directive$/, harmless: ['COPY'] },
  { header: /^x-amz-object-lock-/, harmless: [] },
  { header: /^x-amz-grant-/, harmless: [] },
  { header: /^x-amz-acl$/, harmless: ['private', 'bucket-owner-full-control'] },
  { header: /^x-amz-storage-class$/, harmless: ['STANDARD'] },
  { header: /^x-amz-server-side-encryption$/, harmless: ['AES256'] },
  { header: /^x-amz-(copy-source-)?server-side-encryption-/, harmless: [] },
];

const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/**
 * A value that can be sent as a header. Beyond Latin-1 (only a form can bring that) it is encoded as S3 does
 * for user metadata, RFC 2047. Throws InvalidArgument for line ends and control characters.
 */
export const headerValue = (name: string, value: string): string => {
  if (VALUE.test(value)) return value;
  if (/\p{Cc}/u.test(value)) throw invalidArgument(`${name} contains a control character`);
  return `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
};

/** Throws NotImplemented for a request that asks for tags, locks, grants, keys of its own or another storage class. */
export const refuseUnsupported = (headers: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(headers)) {
    const rule = REFUSED.find(({ header }) => header.test(name));
    if (rule && !rule.harmless.includes(value)) throw notRunLocally(`The S3 header ${name}: ${value}`);
  }
};

const withoutChunking = (encoding: string): string =>
  encoding
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one.toLowerCase() !== 'aws-chunked')
    .join(',');

/** The headers of a request that are stored with its object. Throws MetadataTooLarge over 2 KB of metadata. */
export const storedHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  let metadataBytes = 0;
  for (const [name, raw] of Object.entries(headers)) {
    const isMetadata = name.startsWith(METADATA_PREFIX);
    if (!isMetadata && !KEPT.has(name)) continue;
    const value = headerValue(name, name === 'content-encoding' ? withoutChunking(raw) : raw);
    if (isMetadata) metadataBytes += Buffer.byteLength(name.slice(METADATA_PREFIX.length) + value);
    if (value !== '' || isMetadata) kept[name] = value;
  }
  if (metadataBytes > MAX_METADATA_BYTES)
    throw new AwsError(
      'MetadataTooLarge',
      `Your metadata headers take ${metadataBytes} bytes; the limit is ${MAX_METADATA_BYTES}.`,
    );
  return kept;
};

/** The headers under which a checksum is stored; it covers the whole object unless it is composed of parts'. */
export const checksumHeaders = (checksum: Checksum | undefined): Record<string, string> =>
  checksum
    ? {
        [checksumHeader(checksum.algorithm)]: checksum.value,
        'x-amz-checksum-type': checksum.value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT',
      }
    : {};

const CHECKSUM = /^x-amz-checksum-/;

/** Splits stored headers into the checksums and the rest. */
export const splitChecksums = (
  headers: Readonly<Record<string, string>>,
): { checksums: Record<string, string>; rest: Record<string, string> } => {
  const entries = Object.entries(headers);
  return {
    checksums: Object.fromEntries(entries.filter(([name]) => CHECKSUM.test(name))),
    rest: Object.fromEntries(entries.filter(([name]) => !CHECKSUM.test(name))),
  };
};
