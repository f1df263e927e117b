import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import { deriveChallenge, deriveSecret, secretsAt } from '#domain/webhook/secret.ts';
import { sign, verify } from '#domain/webhook/sign.ts';

const ROOT = Uint8Array.from({ length: 32 }, (_, index) => index);
const SECRET = deriveSecret(ROOT, 'ep-1', 1);
const OTHER = deriveSecret(ROOT, 'ep-1', 2);
const now = (): number => Math.floor(Date.now() / 1000);
const bodies = fc.oneof(
  fc.json(),
  fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })),
);

describe('sign', () => {
  it('is the example of the standard', () => {
    const signature = sign({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    });
    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is taken by standardwebhooks and by svix, be it the first of several secrets or the second', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const timestamp = now();
        const signature = sign({ id: 'msg_1', timestamp, body, secrets: [OTHER, SECRET] });
        const headers = {
          'webhook-id': 'msg_1',
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signature,
        };
        for (const secret of [SECRET, OTHER]) {
          expect(() => new StandardWebhook(secret).verify(body, headers)).not.toThrow();
          expect(() => new SvixWebhook(secret).verify(body, headers)).not.toThrow();
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['a dot in the id', { id: 'a.b' }],
    ['an empty id', { id: '' }],
    ['half a second', { timestamp: 1.5 }],
    ['no secret', { secrets: [] }],
    ['a short secret', { secrets: ['whsec_c2hvcnQ='] }],
    ['a secret that is no base64', { secrets: [`whsec_${'!'.repeat(44)}`] }],
  ])('refuses %s', (_, wrong) => {
    expect(() => sign({ id: 'msg_1', timestamp: 1, body: '', secrets: [SECRET], ...wrong })).toThrow(
      RangeError,
    );
  });
});

describe('verify', () => {
  const signed = { id: 'msg_1', timestamp: 1_000, body: '{"a":1}' };
  const signature = sign({ ...signed, secrets: [SECRET] });
  const received = { ...signed, signature, secrets: [SECRET], now: 1_000, toleranceSeconds: 300 };

  it('takes what sign gives, and what the two libraries give', () => {
    expect(verify(received)).toEqual({ ok: true, value: true });
    const timestamp = now();
    for (const library of [new StandardWebhook(SECRET), new SvixWebhook(SECRET)]) {
      const theirs = library.sign('msg_1', new Date(timestamp * 1000), '{"a":1}');
      expect(verify({ ...received, timestamp, now: timestamp, signature: theirs }).ok).toBe(true);
    }
  });

  it('takes one good signature among several, whatever their scheme', () => {
    expect(verify({ ...received, signature: `v1a,AAAA v2,x v1,AAAA ${signature}` }).ok).toBe(true);
    expect(verify({ ...received, secrets: [OTHER, SECRET] }).ok).toBe(true);
  });

  it.each([
    [1_300, true],
    [1_301, 'too-old'],
    [700, true],
    [699, 'too-new'],
  ])('at %i', (at, expected) => {
    const result = verify({ ...received, now: at });
    expect(result.ok ? true : result.error).toBe(expected);
  });

  it.each(['', 'x', '1e3', '-1', '1000.5', ' 1000'])('refuses the timestamp %j', (timestamp) => {
    expect(verify({ ...received, timestamp })).toEqual({ ok: false, error: 'timestamp-malformed' });
  });

  it.each(['', 'v1', 'v1,', 'v1,!', 'v1,AAAA', signature.slice(3), signature.replace('v1,', 'v1a,')])(
    'refuses the signature %j',
    (wrong) => {
      expect(verify({ ...received, signature: wrong })).toEqual({ ok: false, error: 'no-signature-matches' });
    },
  );

  it('refuses each flipped bit of body, id and signature, and another secret', () => {
    const flips = (text: string): string[] =>
      Array.from({ length: text.length * 7 }, (_, bit) => {
        const place = Math.floor(bit / 7);
        return (
          text.slice(0, place) +
          String.fromCharCode(text.charCodeAt(place) ^ (1 << (bit % 7))) +
          text.slice(place + 1)
        );
      });
    for (const body of flips(received.body)) expect(verify({ ...received, body }).ok).toBe(false);
    for (const id of flips(received.id)) expect(verify({ ...received, id }).ok).toBe(false);
    const mac = Buffer.from(signature.slice(3), 'base64');
    for (let bit = 0; bit < mac.length * 8; bit += 1) {
      const flipped = Buffer.from(mac);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(verify({ ...received, signature: `v1,${flipped.toString('base64')}` }).ok).toBe(false);
    }
    expect(verify({ ...received, secrets: [OTHER] }).ok).toBe(false);
  });
});

describe('secrets', () => {
  it('are 32 bytes that hang on root, endpoint and generation, and never change', () => {
    expect(SECRET).toBe('whsec_bZpwH9mb6Ne7yMKUW9BHvsUDbtWaStOSjhhe+9jzBr8=');
    expect(Buffer.from(SECRET.slice(6), 'base64')).toHaveLength(32);
    const others = [OTHER, deriveSecret(ROOT, 'ep-2', 1), deriveSecret(ROOT.toReversed(), 'ep-1', 1)];
    expect(new Set([SECRET, ...others]).size).toBe(4);
  });

  it('sign while their time is not up, newest first; a lost root is a fault', () => {
    const endpoint = {
      endpointId: 'ep-1',
      keys: [
        { root: 'r1', generation: 2 },
        { root: 'r1', generation: 1, until: '2026-03-01T08:00:00Z' },
      ],
    };
    const roots = [{ id: 'r1', secret: ROOT }];
    const until = Date.parse('2026-03-01T08:00:00Z');
    expect(secretsAt(endpoint, roots, until - 1)).toEqual([OTHER, SECRET]);
    expect(secretsAt(endpoint, roots, until)).toEqual([OTHER]);
    expect(() => secretsAt(endpoint, [], until)).toThrow('r1');
  });

  it('give a challenge that hangs on secret, endpoint and time', () => {
    const made = [
      deriveChallenge(SECRET, 'ep-1', 'a'),
      deriveChallenge(OTHER, 'ep-1', 'a'),
      deriveChallenge(SECRET, 'ep-2', 'a'),
      deriveChallenge(SECRET, 'ep-1', 'b'),
    ];
    expect(new Set(made).size).toBe(4);
    expect(made[0]).toBe(deriveChallenge(SECRET, 'ep-1', 'a'));
  });
});
