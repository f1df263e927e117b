import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drop, receiptOf, remove } from '../support/author.ts';
import { presswire } from '../support/command-line.ts';
import { leakyAssembly } from '../support/leaky-assembly.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

const MINUTE_MS = 60_000;
const SCRIPT = /<script>alert/;
const page = (title: string, body: string) =>
  `<!doctype html><html lang="id"><head><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;
const dirty = (line: string) => `<p>${line}</p><script>alert("${line}")</script>`;

const folder = mkdtempSync(joinPath(tmpdir(), 'presswire-resanitize-'));
const data = joinPath(folder, 'data');
let stack: WholeStack;
let minor: Partner;
let others: Partner;
beforeAll(async () => {
  stack = await startWhole({ assembly: await leakyAssembly(joinPath(folder, 'leaky')), data });
  [minor, others] = await Promise.all([startPartner(), startPartner()]);
  await join(stack, 'minor', minor, { minor: true });
  await join(stack, 'others', others);
}, 120_000);
afterAll(async () => {
  await Promise.all([minor.stop(), others.stop()]);
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The keys of public objects that hold the script. */
async function scripted(): Promise<string[]> {
  const { s3, running } = stack;
  const found: string[] = [];
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: running.publicBucket }));
  for (const { Key = '' } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: running.publicBucket, Key }));
    const text = (await Body?.transformToString()) ?? '';
    if (SCRIPT.test(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'))) found.push(Key);
  }
  return found;
}

async function publish(path: string, title: string, body: string): Promise<void> {
  await receiptOf(stack, path, await drop(stack, path, page(title, body)));
}

async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await stack.running.advance(MINUTE_MS);
    await quiet(stack);
  }
}

const told = ({ received }: Partner, headline: string): string[] =>
  received
    .map(({ body }) => JSON.parse(body) as { type: string; data: { headline?: string; version: number } })
    .filter((event) => event.data.headline === headline)
    .map(({ type, data: { version } }) => `${type} ${version}`);

it(
  'what a sanitizer let through is gone after the mend, and only who asks is told',
  { timeout: 300_000 },
  async () => {
    await publish('blora/pasar.html', 'Pasar buka', dirty('Los lama'));
    await publish('blora/pasar.html', 'Pasar buka', dirty('Los baru'));
    await publish('blora/air.html', 'Air bersih', dirty('Truk tangki'));
    await publish('blora/bersih.html', 'Jalan bersih', '<p>Tidak ada apa-apa.</p>');
    await quiet(stack);
    await remove(stack, 'blora/air.html');
    await pass(3);
    const before = await scripted();
    for (const what of [/pasar-buka-[^/]*$/, /pasar.*\.json$/, /\/v1\.json$/, /\/v2\.json$/, /feed\.xml$/]) {
      expect(before).toContainEqual(expect.stringMatching(what));
    }
    expect(before.filter((key) => key.includes('air-bersih'))).toHaveLength(1);
    const heard = [told(minor, 'Pasar buka'), told(others, 'Pasar buka')];

    const stoppedAtMs = stack.running.now();
    await stack.stop();
    stack = await startWhole({ data });
    // The run's clock was moved; a feed is not built for a prompt that is older than its last build.
    await stack.running.advance(Math.max(0, stoppedAtMs - stack.running.now()) + 1_000);
    await quiet(stack);
    const dry = await presswire(stack.running, 'rebuild', '--re-sanitize', '--dry-run', '--json');
    expect(dry).toEqual({ code: 0, said: expect.any(String) });
    expect(JSON.parse(dry.said)).toMatchObject({ changed: 1, documents: 3, unsettled: 0 });
    expect(await scripted()).toEqual(before);

    const run = await presswire(stack.running, 'rebuild', '--re-sanitize');
    expect(run.code).toBe(0);
    expect(run.said).toContain('- blora/pasar: its text; the JSON of v1, v2');
    expect(run.said).toContain('- blora/air: the JSON of v1');
    expect(run.said).not.toContain('blora/bersih');
    await pass(1);
    expect(await scripted()).toEqual([]);
    expect(told(minor, 'Pasar buka')).toEqual([...heard[0]!, 'release.updated 3']);
    expect(told(others, 'Pasar buka')).toEqual(heard[1]);

    const again = await presswire(stack.running, 'rebuild', '--re-sanitize', '--json');
    expect(JSON.parse(again.said)).toMatchObject({ changed: 0, documents: 0, releases: [] });
  },
);
