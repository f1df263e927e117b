import { describe, expect, it } from 'vitest';
import { parsePostForm } from '../../../local/s3/post-form.ts';
import { s3InMemory } from '../../support/s3-in-memory.ts';

/** A form as the platform's own encoder writes it. */
const encode = async (entries: Record<string, string>, file?: File) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(entries)) form.append(name, value);
  if (file) form.append('file', file);
  const response = new Response(form);
  return {
    contentType: response.headers.get('content-type') ?? '',
    body: Buffer.from(await response.arrayBuffer()),
  };
};

const textFile = (content: string, name = 'a.md') => new File([content], name, { type: 'text/markdown' });

describe('a form', () => {
  it('gives fields, key and file', async () => {
    const { body, contentType } = await encode(
      { Key: 'in/${filename}', 'X-Amz-Meta-Author': 'dé' },
      textFile('line\r\n--boundary\r\n', 'C:\\docs\\a $& b.md'),
    );
    const form = parsePostForm(body, contentType);
    expect(form.key).toBe('in/a $& b.md');
    expect(form.fileName).toBe('a $& b.md');
    expect(form.fields).toMatchObject({ 'x-amz-meta-author': 'dé', 'content-type': 'text/markdown' });
    expect(form.file.toString()).toBe('line\r\n--boundary\r\n');
  });

  it('may hold its own boundary in the file, if no line begins with it', () => {
    const body =
      '--b\r\nContent-Disposition: form-data; name=key\r\n\r\nk\r\n--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx--b--y\n--b\r\n--b--\r\n';
    expect(parsePostForm(Buffer.from(body), 'multipart/form-data; boundary=b').file.toString()).toBe(
      'x--b--y\n--b',
    );
  });

  it('ignores fields behind the file', async () => {
    const form = new FormData();
    form.append('key', 'k');
    form.append('file', textFile('x'));
    form.append('key', 'other');
    const response = new Response(form);
    const body = Buffer.from(await response.arrayBuffer());
    expect(parsePostForm(body, response.headers.get('content-type') ?? '').key).toBe('k');
  });

  it.each([
    ['MalformedPOSTRequest', 'multipart/form-data', ''],
    ['MalformedPOSTRequest', 'multipart/form-data; boundary=b', ''],
    ['MalformedPOSTRequest', 'multipart/form-data; boundary=b', 'nothing'],
    ['MalformedPOSTRequest', 'multipart/form-data; boundary=b', '--b\r\nno headers\r\n--b--'],
    ['MalformedPOSTRequest', 'multipart/form-data; boundary=b', '--b\r\nX: y\r\n\r\nx\r\n--b--'],
    ['MalformedPOSTRequest', 'multipart/form-data; boundary=b', '--b\r\nX: y\r\n\r\nno end'],
    ['MalformedPOSTRequest', 'multipart/form-data; boundary=b', '--bother\r\n'],
    ['InvalidArgument', 'multipart/form-data; boundary=b', '--b--\r\n'],
  ])('is refused as %s: %s %j', (code, contentType, body) => {
    expect(() => parsePostForm(Buffer.from(body), contentType)).toThrow(expect.objectContaining({ code }));
  });

  it('is refused without key, without file, and with 20 KB of fields', async () => {
    const parse = async (entries: Record<string, string>, file?: File) => {
      const { body, contentType } = await encode(entries, file);
      return parsePostForm(body, contentType);
    };
    await expect(parse({ a: 'b' }, textFile('x'))).rejects.toThrow("'key'");
    await expect(parse({ key: 'k' })).rejects.toThrow('one file');
    await expect(parse({ key: 'k', a: 'x'.repeat(21_000) }, textFile('x'))).rejects.toMatchObject({
      code: 'MaxPostPreDataLengthExceeded',
    });
  });
});

describe('PostObject', () => {
  const post = async (entries: Record<string, string>, content = 'text') => {
    const memory = s3InMemory();
    memory.s3.createBucket('b', { versioned: true });
    const { body, contentType } = await encode({ key: 'in/${filename}', ...entries }, textFile(content));
    const reply = await memory.ask({ request: 'POST /b', headers: { 'content-type': contentType }, body });
    return { ...memory, reply };
  };

  it('stores the file with the fields as its headers', async () => {
    const { reply, ask, events } = await post({ 'x-amz-meta-author': 'Zoë ☃', 'Cache-Control': 'no-store' });
    expect(reply.status).toBe(204);
    expect(events).toMatchObject([{ name: 'ObjectCreated:Post', key: 'in/a.md', size: 4 }]);
    const { headers, body } = await ask({ request: 'GET /b/in/a.md' });
    expect(String(body)).toBe('text');
    expect(headers).toMatchObject({
      'content-type': 'text/markdown',
      'cache-control': 'no-store',
      'x-amz-meta-author': `=?UTF-8?B?${Buffer.from('Zoë ☃').toString('base64')}?=`,
    });
    expect(headers).not.toHaveProperty('key');
  });

  it('answers as the form wants', async () => {
    expect((await post({ success_action_status: '200' })).reply.status).toBe(200);
    const created = (await post({ success_action_status: '201' })).reply;
    expect(created.status).toBe(201);
    expect(String(created.body)).toContain('<Key>in/a.md</Key>');
    const moved = (await post({ success_action_redirect: 'https://example.com/done?a=b' })).reply;
    expect(moved.status).toBe(303);
    expect(moved.headers['location']).toMatch(
      /^https:\/\/example\.com\/done\?a=b&bucket=b&key=in%2Fa.md&etag=/,
    );
  });

  it.each([
    ['BadDigest', { 'x-amz-checksum-sha256': 'AAAA' }],
    ['InvalidArgument', { 'x-amz-meta-a': 'b\r\nset-cookie: c' }],
    ['NotImplemented', { acl: 'public-read' }],
    ['NotImplemented', { 'x-amz-storage-class': 'GLACIER' }],
  ])('refuses as %s', async (code, entries) => {
    await expect(post(entries as Record<string, string>)).rejects.toMatchObject({ code });
  });
});
