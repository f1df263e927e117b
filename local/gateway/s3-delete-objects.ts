import { createHash } from 'node:crypto';
import { verifyBody } from '../s3/checksums.ts';
import { branch, childText, childrenOf, leaf, parseXml, xmlReply } from '../s3/xml.ts';
import type { Reply, S3Call } from '../protocol.ts';
import type { Caller } from './operation.ts';
import { s3Arn } from './s3-actions.ts';

/**
 * `DeleteObjects` for a caller who may delete some of the keys: those are deleted, each other one is answered with
 * AccessDenied of its own, and the request as a whole succeeds.
 */
export async function deleteAllowed(
  call: S3Call,
  caller: Caller,
  handle: (call: S3Call) => Promise<Reply>,
): Promise<Reply> {
  const root = parseXml(call.body);
  const entries = childrenOf(root, 'Object').map((element) => {
    const key = childText(element, 'Key') ?? '';
    const version = childText(element, 'VersionId');
    const action = version === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    return { element, key, version, allowed: caller.may({ action, resource: s3Arn(call.bucket, key) }) };
  });
  const denied = entries.filter(({ allowed }) => !allowed);
  if (denied.length === 0) return handle(call);
  verifyBody(call.headers, call.body);
  const errors = denied
    .map(({ key, version }) =>
      branch(
        'Error',
        leaf('Key', key),
        leaf('VersionId', version),
        leaf('Code', 'AccessDenied'),
        leaf('Message', 'Access Denied'),
      ),
    )
    .join('');
  if (denied.length === entries.length) return xmlReply('DeleteResult', [errors]);

  const left = entries
    .filter(({ allowed }) => allowed)
    .map(({ element }) => branch('Object', ...element.children.map(({ name, text }) => leaf(name, text))));
  const body = Buffer.from(branch('Delete', ...left, leaf('Quiet', childText(root, 'Quiet'))));
  const reply = await handle({ ...call, headers: resigned(call.headers, body), body });
  return { ...reply, body: String(reply.body).replace('</DeleteResult>', `${errors}</DeleteResult>`) };
}

function resigned(headers: Readonly<Record<string, string>>, body: Buffer): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-checksum-'));
  return { ...Object.fromEntries(kept), 'content-md5': createHash('md5').update(body).digest('base64') };
}
