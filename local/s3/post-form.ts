import { AwsError, type Reply, type S3Call } from '../protocol.ts';
import { verifyBody } from './checksums.ts';
import type { S3Context } from './context.ts';
import { invalidArgument } from './errors.ts';
import { checksumHeaders, refuseUnsupported, storedHeaders } from './stored-headers.ts';
import { writeObject, writtenHeaders } from './write-object.ts';
import { leaf, xmlReply } from './xml.ts';

/** S3's limit on everything in front of the file. */
const MAX_FIELD_BYTES = 20_480;

/** A browser's upload: `fields` by lower-case name, without the file; `key` has its `${filename}` filled in. */
export type PostForm = { fields: Record<string, string>; key: string; file: Buffer; fileName: string };

const malformed = (why: string): AwsError =>
  new AwsError(
    'MalformedPOSTRequest',
    `The body of your POST request is not well-formed multipart/form-data: ${why}`,
  );

const parameter = (header: string, name: string): string | undefined => {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(header);
  return found?.[1]?.replaceAll('\\"', '"') ?? found?.[2];
};

type FormPart = {
  name: string;
  fileName: string | undefined;
  contentType: string | undefined;
  content: Buffer;
};

const partOf = (bytes: Buffer): FormPart => {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) throw malformed('a part has no end of headers');
  const heads = bytes.toString('utf8', 0, end).split('\r\n');
  const value = (name: string): string | undefined =>
    heads
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  const disposition = value('content-disposition') ?? '';
  const name = parameter(disposition, 'name');
  if (name === undefined) throw malformed('a part has no name');
  return {
    name: name.toLowerCase(),
    fileName: parameter(disposition, 'filename'),
    contentType: value('content-type'),
    content: bytes.subarray(end + 4),
  };
};

/** The parts of a body, one after the other (RFC 7578, RFC 2046 §5.1.1). */
function* partsOf(body: Buffer, contentType: string): Generator<FormPart> {
  const boundary = parameter(contentType, 'boundary');
  if (boundary === undefined) throw malformed('the content type has no boundary');
  const opening = `--${boundary}`;
  const delimiter = `\r\n${opening}`;
  // A delimiter begins with a line end, save at the very start of the body.
  let at = body.indexOf(opening) === 0 ? opening.length : body.indexOf(delimiter) + delimiter.length;
  if (at < opening.length) throw malformed('its boundary does not occur');
  while (body.toString('latin1', at, at + 2) === '\r\n') {
    const end = body.indexOf(delimiter, at);
    if (end < 0) throw malformed('the last boundary is missing');
    yield partOf(body.subarray(at + 2, end));
    at = end + delimiter.length;
  }
  if (body.toString('latin1', at, at + 2) !== '--')
    throw malformed('a boundary is followed by something else');
}

/**
 * Reads a POST upload. Fields behind the file are ignored, as on S3. Throws MalformedPOSTRequest,
 * InvalidArgument where key or file is missing, MaxPostPreDataLengthExceeded.
 */
export const parsePostForm = (body: Buffer, contentType: string): PostForm => {
  const fields: Record<string, string> = {};
  let fieldBytes = 0;
  for (const part of partsOf(body, contentType)) {
    if (part.name === 'file') {
      if (part.contentType !== undefined) fields['content-type'] ??= part.contentType;
      const fileName = (part.fileName ?? '').replace(/^.*[\\/]/s, '');
      const key = (fields['key'] ?? '').replaceAll('${filename}', () => fileName);
      if (key === '')
        throw invalidArgument("Bucket POST must contain a field named 'key' in front of the file.");
      return { fields, key, file: part.content, fileName };
    }
    fieldBytes += part.name.length + part.content.length;
    if (fieldBytes > MAX_FIELD_BYTES)
      throw new AwsError(
        'MaxPostPreDataLengthExceeded',
        `The fields in front of the file take more than ${MAX_FIELD_BYTES} bytes.`,
      );
    fields[part.name] = part.content.toString('utf8');
  }
  throw invalidArgument('POST requires exactly one file upload per request.');
};

const redirectTarget = (to: string, call: S3Call, key: string, etag: string): string | undefined => {
  if (!URL.canParse(to)) return undefined;
  const url = new URL(to);
  for (const [name, value] of Object.entries({ bucket: call.bucket, key, etag }))
    url.searchParams.set(name, value);
  return url.href;
};

/** PostObject: the fields are what headers are to a PUT. Whoever calls has checked policy and signature. */
export const postObject = (context: S3Context, call: S3Call): Reply => {
  const { fields, key, file } = parsePostForm(call.body, call.headers['content-type'] ?? '');
  const { acl, ...rest } = fields;
  const asHeaders = acl === undefined ? rest : { ...rest, 'x-amz-acl': acl };
  refuseUnsupported(asHeaders);
  const headers = { ...storedHeaders(asHeaders), ...checksumHeaders(verifyBody(asHeaders, file)) };
  const object = writeObject(context, call, { event: 'ObjectCreated:Post', key, headers, body: file });
  const replyHeaders = { ...writtenHeaders(object), location: `/${call.bucket}/${encodeURIComponent(key)}` };
  const redirect = fields['success_action_redirect'] ?? fields['redirect'];
  const location = redirect && redirectTarget(redirect, call, key, `"${object.etag}"`);
  if (location) return { status: 303, headers: { ...replyHeaders, location }, body: '' };
  const status = fields['success_action_status'];
  if (status === '201') {
    const reply = xmlReply(
      'PostResponse',
      [
        leaf('Location', replyHeaders.location),
        leaf('Bucket', call.bucket),
        leaf('Key', key),
        leaf('ETag', `"${object.etag}"`),
      ],
      replyHeaders,
    );
    return { ...reply, status: 201 };
  }
  return { status: status === '200' ? 200 : 204, headers: replyHeaders, body: '' };
};
