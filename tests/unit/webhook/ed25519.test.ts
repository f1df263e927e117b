import { createPublicKey, verify as verifyWithNode } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '#domain/webhook/base64.ts';
import { privateKeyOf, publicBytesOf, signEd25519, verifyEd25519 } from '#domain/webhook/ed25519.ts';
import { publicKeysAt, signingKeysAt } from '#domain/webhook/secret.ts';
import { sign, verify } from '#domain/webhook/sign.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

/** RFC 8032 §7.1, tests 1 and 2: seed, public key, message, signature. */
const VECTORS = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    'r',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
] as const;

const ROOT = { id: 'r1', secret: Uint8Array.from({ length: 32 }, (_, index) => index) };
const ENDPOINT = {
  endpointId: 'ep-1',
  keys: [
    { root: 'r1', generation: 2 },
    { root: 'r1', generation: 1, until: '2026-03-02T00:00:00Z' },
  ],
};
const NOW = Date.parse('2026-03-01T00:00:00Z');

describe('ed25519', () => {
  it.each(VECTORS)('is RFC 8032 for the seed %s', (seed, publicKey, message, signature) => {
    const whsk = privateKeyOf(hex(seed));
    expect(Buffer.from(publicBytesOf(whsk)).toString('hex')).toBe(publicKey);
    expect(Buffer.from(fromBase64(signEd25519(message, whsk))!).toString('hex')).toBe(signature);
    const whpk = `whpk_${toBase64(hex(publicKey))}`;
    expect(verifyEd25519(message, toBase64(hex(signature)), whpk)).toBe(true);
    expect(verifyEd25519(`${message}!`, toBase64(hex(signature)), whpk)).toBe(false);
  });
});

describe('v1a', () => {
  const keys = signingKeysAt(ENDPOINT, [ROOT], NOW);
  const publicKeys = publicKeysAt(ENDPOINT, [ROOT], NOW);
  const whpk = publicKeys.map(({ publicKey }) => `whpk_${toBase64(publicKey)}`);
  const signed = { id: 'msg_1', timestamp: 1_000, body: '{"a":1}' };
  const received = { ...signed, signature: sign({ ...signed, ...keys }), now: 1_000, toleranceSeconds: 300 };

  it('stands behind v1, one for each key that is valid', () => {
    expect(received.signature).toMatch(/^v1,\S+ v1,\S+ v1a,\S+ v1a,\S+$/);
    expect(keys.keyIds).toEqual(['ep-1.2', 'ep-1.1']);
    const later = signingKeysAt(ENDPOINT, [ROOT], Date.parse('2026-03-02T00:00:00Z'));
    expect(later.keyIds).toEqual(['ep-1.2']);
  });

  it('is verified by either key, by Node itself, and by no other key', () => {
    for (const key of whpk) expect(verify({ ...received, secrets: [key] }).ok).toBe(true);
    const [x] = publicKeys.map(({ publicKey }) => Buffer.from(publicKey).toString('base64url'));
    const jwk = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: x! }, format: 'jwk' });
    const [, , first] = received.signature.split(' ');
    const bytes = Buffer.from(first!.slice('v1a,'.length), 'base64');
    expect(verifyWithNode(null, Buffer.from('msg_1.1000.{"a":1}'), jwk, bytes)).toBe(true);
    const other = publicKeysAt({ ...ENDPOINT, endpointId: 'ep-2' }, [ROOT], NOW)[0]!.publicKey;
    expect(verify({ ...received, secrets: [`whpk_${toBase64(other)}`] }).ok).toBe(false);
  });

  it('holds for the body that was signed and no other', () => {
    fc.assert(
      fc.property(fc.nat({ max: 6 }), fc.integer({ min: 1, max: 255 }), (place, flip) => {
        const codes = signed.body
          .split('')
          .map((one, index) => (index === place ? String.fromCharCode(one.charCodeAt(0) ^ flip) : one));
        expect(verify({ ...received, body: codes.join(''), secrets: whpk }).ok).toBe(false);
      }),
    );
    for (const signature of ['v1a,', 'v1a,AAAA', 'v1a', received.signature.replaceAll('v1a', 'v1')]) {
      expect(verify({ ...received, signature, secrets: whpk }).ok).toBe(false);
    }
  });
});
