import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchDropFolder, type DropFolder } from '../../../local/drop-folder/drop-folder.ts';
import { isIgnoredName } from '../../../local/drop-folder/ignored-name.ts';

const TIMING = { scanMs: 5, stableMs: 30, deletionMs: 120 };
const running: DropFolder[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((folder) => folder.stop()));
});

/** A folder, what is in the bucket, and what has been done to it in order. */
function aFolder() {
  const base = mkdtempSync(join(tmpdir(), 'drop-'));
  const folder = join(base, 'drop');
  mkdirSync(folder);
  const bucket = new Map<string, string>();
  const done: string[] = [];
  const log: string[] = [];
  const write = (path: string, text: string): string => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const start = (timing: Partial<typeof TIMING> = {}): DropFolder => {
    const watched = watchDropFolder({
      folder,
      memory: join(base, 'memory.json'),
      upload: async (path, content) => {
        if (content.toString() === 'refuse' && !log.some((line) => line.includes('no room')))
          throw new Error('no room');
        bucket.set(path, content.toString());
        done.push(`put ${path}`);
      },
      remove: async (path) => {
        bucket.delete(path);
        done.push(`remove ${path}`);
      },
      log: (line) => log.push(line),
      timing: { ...TIMING, ...timing },
    });
    running.push(watched);
    return watched;
  };
  return { base, folder, bucket, done, log, write, start };
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 });
/** Something dropped later has been taken, so what came before has been looked at several times. */
async function settled({ write, bucket }: ReturnType<typeof aFolder>, name: string) {
  write(`blora/${name}.md`, name);
  await eventually(() => expect(bucket.has(`blora/${name}.md`)).toBe(true));
}

describe('the drop folder', () => {
  it('uploads new and changed files, names in NFC', async () => {
    const folder = aFolder();
    folder.start();
    folder.write('blora/siaran.md', 'one');
    folder.write('pati/a/b/e\u0301.md', 'two');
    await eventually(() =>
      expect(Object.fromEntries(folder.bucket)).toEqual({
        'blora/siaran.md': 'one',
        'pati/a/b/\u00e9.md': 'two',
      }),
    );
    folder.write('blora/siaran.md', 'one, corrected');
    await eventually(() => expect(folder.bucket.get('blora/siaran.md')).toBe('one, corrected'));
  });

  it('waits until a file is written', async () => {
    const folder = aFolder();
    folder.start({ stableMs: 150 });
    for (let part = 1; part <= 12; part += 1) {
      folder.write('blora/long.md', 'x'.repeat(part * 100));
      const written = performance.now();
      await vi.waitUntil(() => performance.now() - written > 25, { interval: 5 });
    }
    await eventually(() => expect(folder.bucket.get('blora/long.md')).toHaveLength(1200));
    expect(folder.done).toEqual(['put blora/long.md']);
  });

  it('takes a save by rename as a change, not as a deletion', async () => {
    const folder = aFolder();
    folder.start();
    const file = folder.write('blora/x.md', 'first');
    await eventually(() => expect(folder.bucket.has('blora/x.md')).toBe(true));
    const draft = folder.write('blora/x.md~', 'second');
    rmSync(file);
    renameSync(draft, file);
    await eventually(() => expect(folder.bucket.get('blora/x.md')).toBe('second'));
    await settled(folder, 'two');
    expect(folder.done.filter((entry) => entry.startsWith('remove'))).toEqual([]);
  });

  it('removes what is missing for long enough', async () => {
    const folder = aFolder();
    folder.start();
    const file = folder.write('blora/x.md', 'first');
    await eventually(() => expect(folder.bucket.has('blora/x.md')).toBe(true));
    rmSync(file);
    await eventually(() => expect(folder.done).toContain('remove blora/x.md'));
    folder.write('blora/x.md', 'first');
    await eventually(() => expect(folder.bucket.get('blora/x.md')).toBe('first'));
  });

  it('uploads at a start what is new or changed, deletes nothing, and repeats nothing', async () => {
    const folder = aFolder();
    const first = folder.start();
    const gone = folder.write('blora/gone.md', 'gone');
    folder.write('blora/same.md', 'same');
    folder.write('blora/changed.md', 'before');
    await eventually(() => expect(folder.bucket.size).toBe(3));
    await first.stop();
    folder.done.length = 0;
    rmSync(gone);
    folder.write('blora/same.md', 'same');
    folder.write('blora/changed.md', 'after');
    folder.start({ deletionMs: 20 });
    await settled(folder, 'two');
    await eventually(() => expect(folder.bucket.get('blora/changed.md')).toBe('after'));
    expect(folder.done.toSorted()).toEqual(['put blora/changed.md', 'put blora/two.md']);
    expect(folder.bucket.get('blora/gone.md')).toBe('gone');
  });

  it('says nothing about its files when the folder itself is gone', async () => {
    const folder = aFolder();
    folder.start({ deletionMs: 40 });
    await settled(folder, 'one');
    renameSync(folder.folder, `${folder.folder}-away`);
    const away = performance.now();
    await vi.waitUntil(() => performance.now() - away > 200, { interval: 10 });
    renameSync(`${folder.folder}-away`, folder.folder);
    await settled(folder, 'two');
    expect(folder.done).toEqual(['put blora/one.md', 'put blora/two.md']);
  });

  it('does not follow links out of the folder, and says when a file lies in no newsroom', async () => {
    const folder = aFolder();
    writeFileSync(join(folder.base, 'secret.md'), 'secret');
    mkdirSync(join(folder.folder, 'blora'));
    symlinkSync(join(folder.base, 'secret.md'), join(folder.folder, 'blora', 'link.md'));
    symlinkSync(folder.base, join(folder.folder, 'pati'));
    folder.write('lost.md', 'lost');
    folder.start();
    await settled(folder, 'one');
    expect([...folder.bucket.keys()]).toEqual(['blora/one.md']);
    expect(folder.log).toEqual([expect.stringContaining('lost.md lies in no newsroom')]);
  });

  it('tries again after a refusal', async () => {
    const folder = aFolder();
    folder.write('blora/x.md', 'refuse');
    folder.start();
    await eventually(() => expect(folder.bucket.get('blora/x.md')).toBe('refuse'));
    expect(folder.log).toEqual([expect.stringContaining('no room')]);
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
