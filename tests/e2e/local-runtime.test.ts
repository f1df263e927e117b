import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartError } from '../../local/start-error.ts';
import { eventually, smallAssembly, startSmall, type SmallStack } from '../support/small-stack.ts';

let small: SmallStack;
beforeAll(async () => {
  small = await startSmall();
});
afterAll(() => small.stop());

const logged = (name: string, text: string) =>
  small.logs.some((log) => log.name.includes(name) && log.line.includes(text));

describe('a drop', () => {
  it('goes through bucket, queue and function to the table and the site, and its removal makes the page 410', async () => {
    await small.put('incoming/a b/é+&.md');
    await eventually(async () =>
      expect(await small.row('incoming/a b/é+&.md')).toMatchObject({
        takes: '1',
        lastEvent: 'ObjectCreated:Put',
      }),
    );
    const url = `${small.site}/incoming/a%20b/%C3%A9%2B%26.md.html`;
    const page = await eventually(async () => {
      const answer = await fetch(url);
      expect(answer.status).toBe(200);
      return answer;
    });
    expect(page.headers.get('content-encoding')).toMatch(/br|gzip/);
    expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(await page.text()).toContain('<p>incoming/a b/é+&.md</p>');
    const same = await fetch(url, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } });
    expect(same.status).toBe(304);
    expect((await fetch(url, { headers: { 'accept-encoding': 'identity' } })).headers.get('etag')).toMatch(
      /^"/,
    );

    await small.remove('incoming/a b/é+&.md');
    await eventually(async () =>
      expect(await small.row('incoming/a b/é+&.md')).toMatchObject({
        lastEvent: 'ObjectRemoved:DeleteMarkerCreated',
      }),
    );
    expect((await fetch(url)).status).toBe(200);
    await small.advance(61_000);
    expect((await fetch(url)).status).toBe(410);
  });

  it('elsewhere in the bucket tells nobody', async () => {
    await small.put('other/x.md');
    await small.put('incoming/after.md');
    await eventually(async () => expect(await small.row('incoming/after.md')).toBeDefined());
    expect(await small.row('other/x.md')).toBeUndefined();
  });

  it('that cannot be taken ends in the dead-letter queue after its receives, alone', async () => {
    await Promise.all(
      ['poison', ...Array.from({ length: 9 }, (_, n) => `good${n}`)].map((name) =>
        small.put(`incoming/${name}.md`),
      ),
    );
    for (let n = 0; n < 9; n += 1)
      await eventually(async () =>
        expect(await small.row(`incoming/good${n}.md`)).toMatchObject({ takes: '1' }),
      );
    for (let receive = 1; receive <= 2; receive += 1) {
      const refused = () =>
        small.logs.filter(({ line }) => line.includes('poison.md cannot be taken')).length;
      await eventually(() => expect([refused(), small.depth('Uploads').total]).toEqual([receive, 1]));
      await small.advance(61_000);
    }
    await eventually(() => expect([small.depth('Uploads').total, small.depth('Dead').total]).toEqual([0, 1]));
  });
});

describe('a function', () => {
  it.each([
    ['slow', 'Task timed out after 2.00 seconds'],
    ['crash', 'exited with code 1'],
    ['greedy', 'ran out of its 128 MB of memory'],
  ])('that is %s is ended, and the next batch has a fresh one', async (name, said) => {
    await small.put(`incoming/${name}.md`);
    await eventually(() => expect(logged('Record', said)).toBe(true));
    await small.put(`incoming/after-the-${name[0]}.md`);
    await eventually(async () => expect(await small.row(`incoming/after-the-${name[0]}.md`)).toBeDefined());
    await eventually(() => expect(small.depth('Uploads').visible).toBe(0));
  });

  it('has its own credentials: what its role does not allow is denied', async () => {
    const answer = await fetch(`${small.site}/api/forbidden`);
    expect(await answer.json()).toEqual({ name: 'AccessDenied' });
  });

  it('answers through the edge and the HTTP API', async () => {
    const answer = await fetch(`${small.site}/api/hello?x=1`, {
      method: 'POST',
      body: 'body',
      headers: { authorization: 'Bearer t' },
    });
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await answer.json()).toMatchObject({
      path: '/api/hello',
      body: 'body',
      headers: { authorization: 'Bearer t' },
    });
    expect((await fetch(`${small.site}/api/broken`)).status).toBe(500);
    expect((await fetch(`${small.site}/nothing`)).status).toBe(403);
    expect((await fetch(`${small.site}/x`, { method: 'POST' })).status).toBe(403);
  });
});

describe('the clock', () => {
  it('moves queues, functions and schedules together', async () => {
    await fetch(`${small.site}/api/later?name=a-quarter-later`);
    await small.advance(14 * 60_000);
    expect(await small.row('a-quarter-later')).toBeUndefined();
    const ticks = Number((await small.row('tick'))?.['ticks']);
    await small.advance(2 * 60_000);
    const row = await eventually(async () => {
      const found = await small.row('a-quarter-later');
      expect(found).toBeDefined();
      return found;
    });
    expect(Math.abs(Number(row?.['takenAt']) - small.now())).toBeLessThan(15_000);
    expect(Number((await small.row('tick'))?.['ticks']) - ticks).toBe(2);
    const { now, date } = (await (await fetch(`${small.site}/api/now`)).json()) as {
      now: number;
      date: number;
    };
    expect(Math.abs(now - small.now())).toBeLessThan(15_000);
    expect(Math.abs(date - now)).toBeLessThan(1000);
  });
});

describe('what is kept', () => {
  const aDirectory = () => join(mkdtempSync(join(tmpdir(), 'small-')), 'data');

  it('stays over a stop; a second start on it is refused in one line', async () => {
    const data = aDirectory();
    const first = await startSmall({ data });
    await first.put('incoming/x.md');
    await first.put('other/kept.md', 'kept');
    await eventually(async () => expect(await first.row('incoming/x.md')).toBeDefined());
    await expect(startSmall({ data })).rejects.toThrow(StartError);
    const bucket = first.stack.outputs()['DropBucket'] ?? '';
    await first.stop();
    const second = await startSmall({ data });
    expect(await second.read(bucket, 'other/kept.md')).toBe('kept');
    expect(await second.row('incoming/x.md')).toMatchObject({ takes: '1' });
    await second.stop();
  });

  it('mirrors a drop folder', async () => {
    const data = aDirectory();
    const folder = join(data, 'drop');
    mkdirSync(join(folder, 'a'), { recursive: true });
    writeFileSync(join(folder, 'a', 'x.md'), 'dropped');
    const drop = {
      folder,
      keyOf: (path: string) => `incoming/${path}`,
      bucket: (stack: SmallStack['stack']) => stack.outputs()['DropBucket'] ?? '',
    };
    const running = await startSmall({ data, drop });
    await eventually(async () => expect(await running.row('incoming/a/x.md')).toMatchObject({ takes: '1' }));
    await running.stop();
  });

  it('is everything that was acknowledged when the process is killed', async () => {
    const data = aDirectory();
    const script = new URL('../fixtures/local-stack/run.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, (await smallAssembly()).assembly, data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { clientConfig } = JSON.parse(line.toString()) as { clientConfig: object };
    const s3 = new S3Client({ ...clientConfig, maxAttempts: 1 });
    const acknowledged: string[] = [];
    const Bucket = small.stack.outputs()['DropBucket'];
    const writer = async (name: string): Promise<void> => {
      for (let n = 0; ; n += 1) {
        const Key = `incoming/${name}-${n}.md`;
        await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
        acknowledged.push(Key);
        if (acknowledged.length === 60) child.kill('SIGKILL');
      }
    };
    await Promise.allSettled(['a', 'b', 'c'].map(writer));
    s3.destroy();
    const again = await startSmall({ data });
    await again.advance(61_000);
    for (const key of acknowledged) await eventually(async () => expect(await again.row(key)).toBeDefined());
    await eventually(() => expect(again.depth('Uploads').total).toBe(0));
    expect(again.depth('Dead').total).toBe(0);
    expect(acknowledged.length).toBeGreaterThanOrEqual(60);
    await again.stop();
  });
});
