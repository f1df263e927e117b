import { expect, test } from 'vitest';
import { cleanBody } from '#domain/formats/clean-body.ts';
import { uploadStateOf } from '#domain/receipt/upload-state.ts';
import { readUpload } from '#domain/formats/read-upload.ts';

const { reading } = readUpload('# Pasar buka lagi\n\nPedagang kembali *mulai* pagi ini.\n', 'pasar.md');

test('what the oracle objects to is quarantined, whatever the sanitizer thought of it', () => {
  const seen: string[] = [];
  const body = cleanBody(reading!, (html) => {
    seen.push(html);
    return [{ rule: 'tag', found: '<script>' }];
  });
  expect(seen).toEqual(['<p>Pedagang kembali <em>mulai</em> pagi ini.</p>\n']);
  expect(body.html).toBeUndefined();
  expect(body.findings).toEqual([{ code: 'E_QUARANTINED', found: expect.stringContaining('tag: <script>') }]);
  expect(uploadStateOf(body.findings)).toBe('quarantined');
});
