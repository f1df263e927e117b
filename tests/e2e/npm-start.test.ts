import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';

const MAIN = new URL('../../local/main.ts', import.meta.url).pathname;
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const aFolder = () => mkdtempSync(join(tmpdir(), 'start-'));

/** Starts `npm start`'s process on folders of its own; gives what it has said so far, and its end. */
function start(folder: string, ...args: string[]) {
  const where = [
    '--port',
    '0',
    '--aws-port',
    '0',
    '--data',
    join(folder, 'data'),
    '--drop',
    join(folder, 'drop'),
  ];
  const child = spawn(process.execPath, [MAIN, ...where, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  return { child, said, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

describe('npm start', () => {
  it.each([
    ['an unknown option', ['--prot', '1'], "'--prot'"],
    ['a port that is none', ['--port', 'x'], '--port is "x"'],
    ['data that are a file', ['--data', MAIN], `--data is "${MAIN}"`],
    ['a drop folder that is a file', ['--drop', MAIN], `--drop is "${MAIN}"`],
  ])('says in one line what is wrong with %s, and exits 2', async (_, args, expected) => {
    const { said, ended } = start(aFolder(), ...args);
    expect(await ended).toBe(2);
    expect(said.err.trim().split('\n')).toEqual([expect.stringContaining(expected)]);
  });

  it('says in one line that a port is in use, and exits 2', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { said, ended } = start(aFolder(), '--port', String(port));
    expect(await ended).toBe(2);
    expect(said.err.trim().split('\n')).toEqual([expect.stringContaining(`port ${port}`)]);
    taken.close();
  });

  it(
    'runs until Ctrl-C, writes down where, and lets nobody else on its data',
    { timeout: 60_000 },
    async () => {
      const folder = aFolder();
      const first = start(folder, '--no-sample');
      await vi.waitFor(() => expect(first.said.out).toContain('Ctrl-C'), { timeout: 50_000, interval: 50 });
      const where = JSON.parse(readFileSync(join(folder, 'data', 'local.json'), 'utf8')) as Record<
        string,
        string
      >;
      expect(Object.keys(where)).toEqual(['site', 's3', 'dropBucket', 'publicBucket', 'operatorToken']);
      expect(first.said.out).toContain(where['operatorToken']);
      expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0);
      const headers = { authorization: `Bearer ${where['operatorToken']}` };
      expect((await fetch(`${where['site']}/api/newsrooms`, { headers })).status).toBe(200);
      expect((await fetch(`${where['site']}/api/newsrooms`)).status).toBe(401);

      const second = start(folder);
      expect(await second.ended).toBe(2);
      expect(second.said.err.trim().split('\n')).toEqual([
        expect.stringContaining('is in use by another run'),
      ]);

      first.child.kill('SIGINT');
      expect(await first.ended).toBe(0);
    },
  );

  it(
    'has sample releases where there was no drop folder, and puts none into one that is there',
    {
      timeout: 60_000,
    },
    async () => {
      const folder = aFolder();
      const first = start(folder);
      await vi.waitFor(() => expect(first.said.out).toMatch(/ferry-timetable\.md .*receipt +published/), {
        timeout: 50_000,
        interval: 50,
      });
      first.child.kill('SIGINT');
      expect(await first.ended).toBe(0);
      const other = aFolder();
      mkdirSync(join(other, 'drop'));
      const second = start(other);
      await vi.waitFor(() => expect(second.said.out).toContain('Ctrl-C'), { timeout: 50_000, interval: 50 });
      second.child.kill('SIGINT');
      expect(await second.ended).toBe(0);
      expect(readdirSync(join(other, 'drop'))).toEqual([]);
    },
  );

  it('stops without a complaint when whoever read its output went away', { timeout: 60_000 }, async () => {
    const folder = aFolder();
    const { child, said, ended } = start(folder);
    await vi.waitFor(() => expect(said.out).toContain('Presswire'), { timeout: 50_000, interval: 50 });
    child.stdout.destroy();
    const newsroom = join(folder, 'drop', 'blora');
    mkdirSync(newsroom, { recursive: true });
    writeFileSync(
      join(newsroom, 'pasar.txt'),
      'Pasar pagi dibuka lagi\n\nPasar pagi dibuka lagi mulai Senin.',
    );
    expect(await ended).toBe(0);
    expect(said.err).toBe('');
  });
});
