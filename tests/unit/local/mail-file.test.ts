import { readdirSync, readFileSync, rmSync, statSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mailFile } from '../../../local/mail/mail-file.ts';
import { makeOutbox } from '../../../local/mail/outbox.ts';

const AT = Date.parse('2026-03-01T08:00:00Z');
const MAIL = {
  id: 'm1',
  from: 'presswire@mail.example',
  to: ['web@kabar.example'],
  subject: 'Plain',
  text: 'One.\nTwo.\n',
};
const split = (file: string): [string, string] => {
  const at = file.indexOf('\r\n\r\n');
  return [file.slice(0, at), file.slice(at + 4)];
};

describe('mailFile', () => {
  it('is an Internet message', () => {
    const [headers, body] = split(mailFile(MAIL, AT));
    expect(headers.split('\r\n').slice(0, 5)).toEqual([
      'Date: Sun, 01 Mar 2026 08:00:00 +0000',
      'From: presswire@mail.example',
      'To: web@kabar.example',
      'Message-ID: <m1@presswire.invalid>',
      'Subject: Plain',
    ]);
    expect(Buffer.from(body, 'base64').toString()).toBe('One.\r\nTwo.\r\n');
  });

  it('lets no text end a header or exceed a line', () => {
    const subject = `x\r\nBcc: a@b.example\r\n\r\n${'wörd 🗞️ '.repeat(60)}`;
    const file = mailFile({ ...MAIL, to: ['a@b.example\r\nX-Own: 1'], subject, text: 'ä'.repeat(5000) }, AT);
    const [headers] = split(file);
    expect(headers).not.toMatch(/^(Bcc|X-Own):/im);
    expect(Math.max(...file.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    const words = [...headers.matchAll(/=\?UTF-8\?B\?([^?]+)\?=/g)];
    const read = words.map(([, word = '']) => Buffer.from(word, 'base64').toString()).join('');
    expect(read).toBe(`x Bcc: a@b.example ${'wörd 🗞️ '.repeat(60)}`.trim());
  });
});

describe('the outbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'presswire-outbox-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds each mail as a file for its owner alone', () => {
    const outbox = makeOutbox({ folder: join(folder, 'outbox'), now: () => AT });
    const { id: _, ...mail } = MAIL;
    const ids = [outbox.put(mail), outbox.put(mail)];
    const files = readdirSync(join(folder, 'outbox'));
    expect(files.toSorted()).toEqual(ids.map((id) => `2026-03-01T080000.000Z-${id}.eml`).toSorted());
    expect(statSync(join(folder, 'outbox', files[0] ?? '')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'outbox', files[0] ?? ''), 'utf8')).toContain('Subject: Plain\r\n');
    expect(outbox.mails.map(({ id }) => id)).toEqual(ids);
  });
});
