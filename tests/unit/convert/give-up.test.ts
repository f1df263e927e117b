import { describe, expect, it } from 'vitest';
import { GIVEN_UP } from '#platform/batch.ts';
import { convertOrAnswer } from '../../../functions/convert/convert-or-answer.ts';
import { isGivenUp } from '../../../functions/convert/give-up.ts';
import { packZip } from '../../../functions/convert/pack-zip.ts';
import { CutOff } from '../../support/picture-world.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

const KEY = 'incoming/blora/pasar.zip';
const PICTURE = 'incoming/blora/pasar.jpg';
const MINUTE = 60_000;
const zip = packZip([
  { name: 'release.md', bytes: Buffer.from('# Pasar dibuka\n\nPasar dibuka hari Sabtu.') },
]);
const jpeg = Buffer.from('\u{ff}\u{d8}\u{ff}\u{e0}and so on', 'latin1');

describe('when a file is given up', () => {
  const TABLE = [
    { what: 'at the first receive', receiveCount: 1, minutes: 0, is: false },
    { what: 'at the first receive, though the queue was long', receiveCount: 1, minutes: 60, is: false },
    { what: 'after a fault of ours', receiveCount: 12, minutes: 5, is: false },
    { what: 'after many', receiveCount: 18, minutes: 8, is: false },
    { what: 'before the last receive', receiveCount: 19, minutes: 9, is: true },
    { what: 'at the last receive', receiveCount: 20, minutes: 9, is: true },
    { what: 'once it took the function with it', receiveCount: 2, minutes: 12, is: false },
    { what: 'twice', receiveCount: 3, minutes: 24, is: true },
  ];
  for (const { what, receiveCount, minutes, is } of TABLE) {
    it(`${what}: ${is}`, () => {
      expect(isGivenUp({ receiveCount, receivedAtMs: 0, nowMs: minutes * MINUTE })).toBe(is);
    });
  }
});

/** Ingest and a convert that opens nothing until it is mended; a message comes again as SQS would give it. */
async function aWorld() {
  const world = await makeIngestWorld();
  const { deps, drop, clock, prompts } = world;
  let broken = true;
  const reading = {
    async read(key: string, versionId: string, most: number) {
      if (broken) throw new CutOff();
      return drop.read(key, versionId, most);
    },
  };
  const converting = { clock, drop: reading, converted: deps.receipts, prompts };
  const convertAll = async () => {
    const results = [];
    for (const { prompt: message } of prompts.take('conversions')) {
      const receivedAtMs = clock.now();
      for (let receiveCount = 1; receiveCount <= 20; receiveCount += 1) {
        try {
          results.push(await convertOrAnswer(converting, { message, receiveCount, receivedAtMs }));
          break;
        } catch (error) {
          if (!(error instanceof CutOff)) throw error;
        }
        clock.advance(30_000);
      }
    }
    for (const { prompt } of prompts.take('uploads')) await world.ingest(prompt);
    return results;
  };
  const upload = async (key: string, body: Uint8Array) => {
    clock.advance(1000);
    drop.put(key, body);
    await world.ingest({ prompt: 'key', key });
  };
  const receipt = async (key: string) => {
    const place = `${key.replace('incoming/', 'receipts/')}.json`;
    const left = await deps.receipts.get(place);
    return left && JSON.parse(new TextDecoder().decode(left.body));
  };
  return { ...world, upload, convertAll, receipt, mend: () => void (broken = false) };
}

describe('a file that convert cannot open', () => {
  it('is refused with what to do, and lies with the dead letters', async () => {
    const { upload, convertAll, receipt } = await aWorld();
    await upload(KEY, zip);
    expect(await convertAll()).toEqual([GIVEN_UP]);
    const { state, findings } = await receipt(KEY);
    expect([state, findings[0].code]).toEqual(['refused', 'E_NOT_OPENED']);
    expect(findings[0].remedy).toMatch(/unggah/);
  });

  it('is refused where it is a picture that was dropped alone', async () => {
    const { upload, convertAll, receipt } = await aWorld();
    await upload(PICTURE, jpeg);
    await convertAll();
    expect(await receipt(PICTURE)).toMatchObject({ state: 'refused', findings: [{ code: 'E_NOT_OPENED' }] });
  });

  it('is published when it is sent again once convert is mended', async () => {
    const { upload, convertAll, receipt, mend, deps } = await aWorld();
    await upload(KEY, zip);
    await convertAll();
    mend();
    await upload(KEY, zip);
    expect(await convertAll()).toEqual([undefined]);
    expect(await receipt(KEY)).toMatchObject({ state: 'published' });
    expect(await deps.releases.getHead('blora/pasar')).toMatchObject({ version: 1 });
  });

  it('keeps its conversion where only the prompt was lost', async () => {
    const { upload, prompts, ingest, clock, receipt, deps, drop } = await aWorld();
    await upload(KEY, zip);
    const converting = { clock, drop, converted: deps.receipts, prompts };
    const [message] = prompts.take('conversions').map(({ prompt }) => prompt);
    const received = (receiveCount: number) => ({
      message: message!,
      receiveCount,
      receivedAtMs: clock.now(),
    });
    await convertOrAnswer(converting, received(18));
    prompts.take('uploads');
    expect(await convertOrAnswer(converting, received(19))).toBeUndefined();
    for (const { prompt } of prompts.take('uploads')) await ingest(prompt);
    expect(await receipt(KEY)).toMatchObject({ state: 'published' });
  });
});
