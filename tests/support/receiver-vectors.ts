import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { toBase64 } from '#domain/webhook/base64.ts';
import { privateKeyOf, publicBytesOf } from '#domain/webhook/ed25519.ts';
import { sign } from '#domain/webhook/sign.ts';

export const VECTORS_FILE = join(import.meta.dirname, '../../examples/receivers/vectors.json');

export type Vector = {
  name: string;
  id: string;
  timestamp: string;
  signature: string;
  body: string;
  keys: readonly string[];
  /** Epoch seconds of the receiver's clock. */
  now: number;
  valid: boolean;
};

const AT = 1_795_508_413;
const [SECRET, OLDER, OTHER] = [7, 8, 9].map(
  (fill) => `whsec_${toBase64(Uint8Array.from({ length: 32 }, (_, n) => fill * 16 + n))}`,
) as [string, string, string];
const [PRIVATE, OTHER_PRIVATE] = [1, 2].map((fill) => privateKeyOf(new Uint8Array(32).fill(fill))) as [
  string,
  string,
];
const [PUBLIC, OTHER_PUBLIC] = [PRIVATE, OTHER_PRIVATE].map(
  (key) => `whpk_${toBase64(publicBytesOf(key))}`,
) as [string, string];
const BODY =
  '{"type":"release.published","data":{"uri":"urn:uuid:a9507407-5375-5c6b-934c-2631d3ab072b","version":1,"headline":"Pasar buka lagi – „mulai“ Sabtu 🗞️"}}';

function vector(
  name: string,
  valid: boolean,
  { signedWith = [SECRET], ...changed }: Partial<Vector> & { signedWith?: readonly string[] } = {},
): Vector {
  const given = { id: 'msg_lwLxeSaVxQe1NW-QZKM3Ly', body: BODY, keys: [SECRET], now: AT, ...changed };
  const signature = sign({ id: given.id, timestamp: AT, body: given.body, secrets: signedWith });
  return { name, timestamp: String(AT), signature, ...given, valid };
}

/** Signed with a key that is known to everybody or may be guessed, and that a receiver was given by mistake. */
function weak(name: string, key: string): Vector {
  const { id, timestamp, body } = vector('', true);
  const secret = Buffer.from(key.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return vector(name, false, { signature: `v1,${mac}`, keys: [key] });
}

/** What each receiver must say of what it is given; made by the sender's own `sign`. */
export function makeVectors(): Vector[] {
  return [
    vector('v1', true),
    vector('v1, an empty body', true, { body: '' }),
    vector('v1, the end of the window', true, { now: AT + 300 }),
    vector('v1, a clock that is behind', true, { now: AT - 300 }),
    vector('v1, too old', false, { now: AT + 301 }),
    vector('v1, from the future', false, { now: AT - 301 }),
    vector('v1, another secret', false, { keys: [OTHER] }),
    vector('v1, two signatures, the first matches', true, { signedWith: [SECRET, OLDER] }),
    vector('v1, two signatures, the second matches', true, { signedWith: [OLDER, SECRET] }),
    vector('v1, two secrets known, one signs', true, { keys: [OLDER, SECRET] }),
    vector('v1, neither of two matches', false, { signedWith: [OLDER, OTHER] }),
    vector('v1 beside v1a', true, { signedWith: [PRIVATE, SECRET] }),
    vector('v1 called v1a', false, { signature: vector('', true).signature.replace('v1,', 'v1a,') }),
    weak('v1, an empty key', ''),
    weak('v1, a secret without a key', 'whsec_'),
    weak('v1, a key of 23 bytes', `whsec_${toBase64(new Uint8Array(23).fill(7))}`),
    vector('v1, a key that is no base64', false, { keys: ['whsec_*'] }),
    vector('no keys', false, { keys: [] }),
    vector('no signature', false, { signature: '' }),
    vector('a timestamp that is no number', false, { timestamp: `${AT}.0` }),
    vector('v1a', true, { signedWith: [PRIVATE], keys: [PUBLIC] }),
    vector('v1a, two signatures, the second matches', true, {
      signedWith: [OTHER_PRIVATE, PRIVATE],
      keys: [PUBLIC],
    }),
    vector('v1a beside v1', true, { signedWith: [SECRET, PRIVATE], keys: [PUBLIC] }),
    vector('v1a, another key', false, { signedWith: [PRIVATE], keys: [OTHER_PUBLIC] }),
    vector('v1a, a key of 31 bytes', false, {
      signedWith: [PRIVATE],
      keys: [`whpk_${toBase64(new Uint8Array(31).fill(1))}`],
    }),
    vector('v1a, no key', false, { signedWith: [PRIVATE], keys: ['whpk_'] }),
    vector('v1a, too old', false, { signedWith: [PRIVATE], keys: [PUBLIC], now: AT + 301 }),
    vector('v1a called v1', false, {
      signedWith: [PRIVATE],
      signature: sign({ id: 'm', timestamp: AT, body: '', secrets: [PRIVATE] }).replace('v1a,', 'v1,'),
      keys: [PUBLIC],
    }),
  ];
}

/** The parts of a webhook that a signature covers, and the signature. */
export const FLIPPED_PARTS = ['body', 'id', 'timestamp', 'signature'] as const;
