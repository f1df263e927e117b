import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keysOfNotification } from '#domain/prompt/s3-notification.ts';

const KEYS = (
  JSON.parse(readFileSync(new URL('../../vectors/s3-keys-bad.json', import.meta.url), 'utf8')) as string[]
).filter((key) => key.isWellFormed());

/** As S3 encodes a key: a form field's value. */
const encode = (key: string): string => new URLSearchParams({ key }).toString().slice('key='.length);
const notification = (...keys: string[]): string =>
  JSON.stringify({
    Records: keys.map((key) => ({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: 'drop' }, object: { key, size: 3, versionId: 'v', sequencer: '00' } },
    })),
  });

describe('keysOfNotification', () => {
  it.each(KEYS.map((key) => [JSON.stringify(key).slice(0, 60), key] as const))('decodes %s', (_, key) => {
    expect(keysOfNotification(notification(encode(key)))).toEqual({ keys: [key], findings: [] });
  });

  it('decodes every key that S3 can encode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (key) => {
        expect(keysOfNotification(notification(encode(key)))).toEqual({ keys: [key], findings: [] });
      }),
    );
  });

  it.each([
    ['a+b', 'a b'],
    ['a%2Bb', 'a+b'],
    ['a%252Bb', 'a%2Bb'],
    ['a%20b', 'a b'],
    ['a/b%2Fc', 'a/b/c'],
    ['%E3%80%80', '\u3000'],
  ])('reads %s as %s', (encoded, key) => {
    expect(keysOfNotification(notification(encoded))?.keys).toEqual([key]);
  });

  it('names a key once, in the order of the records', () => {
    expect(keysOfNotification(notification('b', 'a', 'b'))?.keys).toEqual(['b', 'a']);
  });

  it.each(['a%', 'a%2', 'a%zz', 'a%FF', 'a%ED%A0%80'])(
    'finds %s unreadable and reads the others',
    (broken) => {
      expect(keysOfNotification(notification('a', broken, 'b'))).toEqual({
        keys: ['a', 'b'],
        findings: [{ code: 'E_KEY_UNREADABLE', found: broken }],
      });
    },
  );

  it.each([
    '',
    'x',
    'null',
    '[]',
    '{}',
    '{"Records":1}',
    '{"Records":[{}]}',
    JSON.stringify({ prompt: 'key', key: 'a' }),
    JSON.stringify({ Records: [{ eventSource: 'aws:sqs', eventName: 'x', s3: { object: { key: 'a' } } }] }),
    JSON.stringify({ Records: [{ eventSource: 'aws:s3', eventName: 'x', s3: { object: { key: 1 } } }] }),
  ])('is not a notification: %s', (body) => {
    expect(keysOfNotification(body)).toBeUndefined();
  });
});
