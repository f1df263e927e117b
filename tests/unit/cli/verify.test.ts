import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sign } from '#domain/webhook/sign.ts';
import { type } from '../../support/a-shell.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const BODY = '{"type":"release.published","note":"é"}';
const SIGNED_AT = 1_800_000_000;

const folder = mkdtempSync(join(tmpdir(), 'verify-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const signature = sign({ id: 'msg_1', timestamp: SIGNED_AT, body: BODY, secrets: [SECRET] });
const headers = file(
  'headers.txt',
  `HTTP/1.1 200 OK\r\nWebhook-Id: msg_1\r\nwebhook-timestamp: ${SIGNED_AT}\r\nwebhook-signature: v1,AAAA ${signature}\r\n`,
);
const at = (seconds: number) => ({ env: { PRESSWIRE_SECRET: SECRET }, nowMs: () => seconds * 1000 });

describe('presswire verify', () => {
  it('says that a signature is right, of a file and of the standard input', async () => {
    const body = file('body.json', BODY);
    expect(await type(['verify', body, '--headers', headers], at(SIGNED_AT + 10))).toMatchObject({ code: 0 });
    const piped = { ...at(SIGNED_AT), input: async () => BODY };
    expect(await type(['verify', '-', '--headers', headers, '--json'], piped)).toEqual({
      code: 0,
      out: '{"verified":true}',
      err: '',
    });
  });

  it.each([
    ['another body', `${BODY}\n`, SIGNED_AT, [], 'byte for byte'],
    ['an old one', BODY, SIGNED_AT + 301, [], '--any-age'],
    ['one from ahead', BODY, SIGNED_AT - 301, [], 'clock of this machine'],
  ])('says what is wrong with %s', async (_, text, seconds, more, said) => {
    const body = file('other.json', text);
    const { code, out } = await type(['verify', body, '--headers', headers, ...more], at(seconds));
    expect(code).toBe(1);
    expect(out).toContain(said);
  });

  it('takes an old one when it is told to', async () => {
    const body = file('body.json', BODY);
    const words = ['verify', body, '--headers', headers, '--any-age'];
    expect(await type(words, at(SIGNED_AT + 9_999_999))).toMatchObject({ code: 0 });
  });

  it('never repeats the secret', async () => {
    const body = file('body.json', BODY);
    const secret = file('secret', 'whsec_short');
    const words = ['verify', body, '--headers', headers, '--secret-file', secret];
    const { code, out, err } = await type(words, at(SIGNED_AT));
    expect(code).toBe(2);
    expect(out + err).not.toContain('whsec_short');
  });
});
