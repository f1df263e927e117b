import { AwsError, type Reply, type S3Call } from '../protocol.ts';
import { transaction } from '../sqlite.ts';
import {
  checksumElement,
  checksumOf,
  compositeChecksum,
  declaredChecksum,
  md5Hex,
  type Checksum,
} from './checksums.ts';
import { invalidRequest, malformedXml } from './errors.ts';
import { requireUpload, type MultipartContext } from './multipart.ts';
import { checksumHeaders } from './stored-headers.ts';
import type { Part, Upload } from './upload-rows.ts';
import { writeObject, writtenHeaders } from './write-object.ts';
import { childText, childrenOf, leaf, parseXml, xmlReply, type XmlElement } from './xml.ts';

const MIN_PART_BYTES = 5 * 1024 * 1024;

const matches = (wanted: XmlElement, part: Part): boolean => {
  if (childText(wanted, 'ETag')?.replaceAll('"', '') !== part.etag) return false;
  if (!part.checksum) return true;
  const declared = childText(wanted, checksumElement(part.checksum.algorithm));
  return declared === undefined || declared === part.checksum.value;
};

/** The `Part` elements of a completion, their numbers rising. Throws MalformedXML, InvalidPartOrder. */
const wantedParts = (body: Buffer): { number: number; element: XmlElement }[] => {
  const root = parseXml(body);
  const wanted = childrenOf(root, 'Part').map((element) => ({
    number: Number(childText(element, 'PartNumber')),
    element,
  }));
  if (root.name !== 'CompleteMultipartUpload' || wanted.length === 0)
    throw malformedXml('CompleteMultipartUpload needs Part elements');
  if (wanted.some(({ number }, index) => number <= (wanted[index - 1]?.number ?? 0)))
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  return wanted;
};

/** The parts that a completion lists. Throws InvalidPart, EntityTooSmall and what `wantedParts` throws. */
const listedParts = (body: Buffer, parts: ReadonlyMap<number, Part>): Part[] => {
  const listed = wantedParts(body).map(({ number, element }) => {
    const part = parts.get(number);
    if (part && matches(element, part)) return part;
    throw new AwsError(
      'InvalidPart',
      `One or more of the specified parts could not be found, or its ETag or checksum differs: part ${number}.`,
    );
  });
  const small = listed.slice(0, -1).find(({ size }) => size < MIN_PART_BYTES);
  if (small)
    throw new AwsError(
      'EntityTooSmall',
      `Part ${small.number} has ${small.size} bytes; each but the last needs ${MIN_PART_BYTES}.`,
    );
  return listed;
};

/** The checksum of the whole, checked against the one that the client declares. Throws BadDigest. */
const wholeChecksum = (
  call: S3Call,
  upload: Upload,
  parts: readonly Part[],
  body: Buffer,
): Checksum | undefined => {
  const declared = declaredChecksum(call.headers);
  if (!upload.checksum) return undefined;
  const { algorithm, type } = upload.checksum;
  const value =
    type === 'FULL_OBJECT'
      ? checksumOf(algorithm, body)
      : compositeChecksum(
          algorithm,
          parts.map(({ checksum }) => checksum?.value ?? ''),
        );
  if (declared && declared.algorithm === algorithm && declared.value !== value)
    throw new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  return { algorithm, value };
};

/** CompleteMultipartUpload: object, event and the end of the upload in one transaction. */
export const completeUpload = (context: MultipartContext, call: S3Call): Reply =>
  transaction(context.db, () => {
    const upload = requireUpload(context, call);
    const stored = context.uploads.parts(upload.id, 0);
    const parts = listedParts(call.body, new Map(stored.map((part) => [part.number, part])));
    const body = Buffer.concat(parts.map(({ number }) => context.uploads.partBody(upload.id, number)));
    const declaredSize = call.headers['x-amz-mp-object-size'];
    if (declaredSize !== undefined && Number(declaredSize) !== body.length)
      throw invalidRequest(
        `The provided 'x-amz-mp-object-size' ${declaredSize} does not match ${body.length} bytes`,
      );
    const checksum = wholeChecksum(call, upload, parts, body);
    const etag = `${md5Hex(Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex'))))}-${parts.length}`;
    const headers = { ...upload.headers, ...checksumHeaders(checksum) };
    const event = 'ObjectCreated:CompleteMultipartUpload';
    const object = writeObject(context, call, { event, key: upload.key, headers, body, etag });
    context.uploads.remove(upload.id);
    const { etag: quoted, ...others } = writtenHeaders(object);
    return xmlReply(
      'CompleteMultipartUploadResult',
      [
        leaf('Location', `/${call.bucket}/${call.key}`),
        leaf('Bucket', call.bucket),
        leaf('Key', call.key),
        leaf('ETag', quoted),
        checksum ? leaf(checksumElement(checksum.algorithm), checksum.value) : '',
        leaf('ChecksumType', upload.checksum?.type),
      ],
      others,
    );
  });
