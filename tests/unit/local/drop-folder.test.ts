import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { watchDropFolder } from '../../../local/drop-folder/drop-folder.ts';
import { makeFolderMirror } from '../../../local/drop-folder/folder-mirror.ts';
import { isIgnoredName } from '../../../local/drop-folder/ignored-name.ts';

/** A folder, what is in the bucket, and what has been done to it in order; time goes by only as `pass` says. */
function aFolder() {
  const base = mkdtempSync(join(tmpdir(), 'drop-'));
  const folder = join(base, 'drop');
  mkdirSync(folder);
  const bucket = new Map<string, string>();
  const done: string[] = [];
  const log: string[] = [];
  let nowMs = 0;
  const options = {
    folder,
    memory: join(base, 'memory.json'),
    upload: async (path: string, content: Buffer) => {
      if (content.toString() === 'refuse' && !log.some((line) => line.includes('no room')))
        throw new Error('no room');
      bucket.set(path, content.toString());
      done.push(`put ${path}`);
    },
    remove: async (path: string) => {
      bucket.delete(path);
      done.push(`remove ${path}`);
    },
    log: (line: string) => log.push(line),
  };
  const start = () => makeFolderMirror({ ...options, now: () => nowMs });
  let mirror = start();
  return {
    base,
    folder,
    bucket,
    done,
    log,
    options,
    restart: () => {
      mirror = start();
    },
    write: (path: string, text: string): string => {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
    /** Looks every 100 ms for so long. */
    pass: async (ms: number) => {
      for (const until = nowMs + ms; nowMs < until; nowMs += 100) await mirror.look();
    },
  };
}

describe('the drop folder', () => {
  it('uploads new and changed files, names in NFC', async () => {
    const folder = aFolder();
    folder.write('blora/siaran.md', 'one');
    folder.write('pati/a/b/e\u0301.md', 'two');
    await folder.pass(500);
    expect(Object.fromEntries(folder.bucket)).toEqual({
      'blora/siaran.md': 'one',
      'pati/a/b/\u00e9.md': 'two',
    });
    folder.write('blora/siaran.md', 'one, corrected');
    await folder.pass(500);
    expect(folder.bucket.get('blora/siaran.md')).toBe('one, corrected');
  });

  it('waits until a file is written', async () => {
    const folder = aFolder();
    for (let part = 1; part <= 12; part += 1) {
      folder.write('blora/long.md', 'x'.repeat(part * 100));
      await folder.pass(200);
    }
    expect(folder.done).toEqual([]);
    await folder.pass(300);
    expect(folder.bucket.get('blora/long.md')).toHaveLength(1200);
    expect(folder.done).toEqual(['put blora/long.md']);
  });

  it('takes a save by rename as a change, not as a deletion', async () => {
    const folder = aFolder();
    const file = folder.write('blora/x.md', 'first');
    await folder.pass(500);
    const draft = folder.write('blora/x.md~', 'second');
    rmSync(file);
    await folder.pass(3_000);
    renameSync(draft, file);
    await folder.pass(10_000);
    expect(folder.done).toEqual(['put blora/x.md', 'put blora/x.md']);
    expect(folder.bucket.get('blora/x.md')).toBe('second');
  });

  it('removes what is missing for five seconds', async () => {
    const folder = aFolder();
    const file = folder.write('blora/x.md', 'first');
    await folder.pass(500);
    rmSync(file);
    await folder.pass(5_000);
    expect(folder.done).toEqual(['put blora/x.md']);
    await folder.pass(200);
    expect(folder.done).toEqual(['put blora/x.md', 'remove blora/x.md']);
    folder.write('blora/x.md', 'first');
    await folder.pass(500);
    expect(folder.bucket.get('blora/x.md')).toBe('first');
  });

  it('uploads at a start what is new or changed, deletes nothing, and repeats nothing', async () => {
    const folder = aFolder();
    const gone = folder.write('blora/gone.md', 'gone');
    folder.write('blora/same.md', 'same');
    folder.write('blora/changed.md', 'before');
    await folder.pass(500);
    expect(folder.bucket.size).toBe(3);
    folder.done.length = 0;
    rmSync(gone);
    folder.write('blora/same.md', 'same');
    folder.write('blora/changed.md', 'after');
    folder.restart();
    await folder.pass(10_000);
    expect(folder.done).toEqual(['put blora/changed.md']);
    expect(folder.bucket.get('blora/gone.md')).toBe('gone');
  });

  it('says nothing about its files when the folder itself is gone', async () => {
    const folder = aFolder();
    folder.write('blora/one.md', 'one');
    await folder.pass(500);
    renameSync(folder.folder, `${folder.folder}-away`);
    await folder.pass(20_000);
    renameSync(`${folder.folder}-away`, folder.folder);
    await folder.pass(10_000);
    expect(folder.done).toEqual(['put blora/one.md']);
  });

  it('does not follow links out of the folder, and says when a file lies in no newsroom', async () => {
    const folder = aFolder();
    writeFileSync(join(folder.base, 'secret.md'), 'secret');
    mkdirSync(join(folder.folder, 'blora'));
    symlinkSync(join(folder.base, 'secret.md'), join(folder.folder, 'blora', 'link.md'));
    symlinkSync(folder.base, join(folder.folder, 'pati'));
    folder.write('lost.md', 'lost');
    folder.write('blora/one.md', 'one');
    await folder.pass(1_000);
    expect([...folder.bucket.keys()]).toEqual(['blora/one.md']);
    expect(folder.log).toEqual([expect.stringContaining('lost.md lies in no newsroom')]);
  });

  it('uploads a file again that is saved again while it runs', async () => {
    const folder = aFolder();
    const file = folder.write('blora/x.md', 'same');
    await folder.pass(500);
    utimesSync(file, 1, 1);
    await folder.pass(500);
    await folder.pass(500);
    expect(folder.done).toEqual(['put blora/x.md', 'put blora/x.md']);
  });

  it('tries again after a refusal', async () => {
    const folder = aFolder();
    folder.write('blora/x.md', 'refuse');
    await folder.pass(1_000);
    expect(folder.done).toEqual([]);
    await folder.pass(5_000);
    expect(folder.bucket.get('blora/x.md')).toBe('refuse');
    expect(folder.log).toEqual([expect.stringContaining('no room')]);
  });

  it('says once what it cannot take, and goes on with the others', async () => {
    const folder = aFolder();
    folder.options.upload = async (path) => {
      if (path === 'blora/x.md') throw new Error('KeyTooLongError');
      folder.done.push(`put ${path}`);
    };
    folder.restart();
    folder.write('blora/x.md', 'one');
    folder.write('blora/y.md', 'two');
    await folder.pass(60_000);
    expect(folder.log).toEqual([expect.stringContaining('blora/x.md is tried again')]);
    expect(folder.done).toEqual(['put blora/y.md']);
  });

  it('says once that a file has a name that cannot be read', async () => {
    const folder = aFolder();
    mkdirSync(join(folder.folder, 'blora'));
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder.folder}/blora/nama`), Buffer.from([0xff]), Buffer.from('.md')]),
      'x',
    );
    await folder.pass(2_000);
    expect(folder.log).toEqual([expect.stringContaining('is not UTF-8')]);
  });

  it('is looked at by itself until it is stopped', async () => {
    const { options, write, bucket } = aFolder();
    const watched = watchDropFolder(options);
    write('blora/x.md', 'first');
    await vi.waitFor(() => expect(bucket.has('blora/x.md')).toBe(true), { timeout: 20_000, interval: 5 });
    await watched.stop();
  });

  it.each([
    '~$siaran.docx',
    '.DS_Store',
    'Thumbs.db',
    'a.filepart',
    '.x.md.swp',
    'x.md~',
    '.#x.md',
    'x.tmp',
    '4913',
    '#x.md#',
    'x.crdownload',
  ])('ignores %s', (name) => expect(isIgnoredName(name)).toBe(true));
  it.each(['siaran.md', '4913.md', 'a~b.md', 'tmp', 'x.template.md', '#1.md'])('takes %s', (name) =>
    expect(isIgnoredName(name)).toBe(false),
  );
});
