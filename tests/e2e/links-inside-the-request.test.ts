import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop } from '../support/author.ts';
import { startPartner, type Partner, type Received } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

const RELEASES = 100;
const EDITED = 30;

/** What a partner sees that fetches both links before it has answered the webhook. */
type Seen = { headline: string; version: number; json: string; html: string };

const headlineOf = (n: number): string => `Kabar Desa Nomor ${n}`;
const textOf = (n: number, version: number): string =>
  `# ${headlineOf(n)}\n\nIni naskah ${n} dalam versi ${version} yang dibaca orang.\n`;

describe('a partner that follows the links of a webhook before it answers', { timeout: 300_000 }, () => {
  let whole: WholeStack;
  let partner: Partner;
  const seen: Seen[] = [];

  beforeAll(async () => {
    [whole, partner] = await Promise.all([startWhole(), startPartner()]);
    await join(whole, 'kabar', partner);
    partner.inside = async (webhook) => void seen.push(await follow(webhook));
  });
  afterAll(async () => {
    await whole.stop();
    await partner.stop();
  });

  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const dropAll = (count: number, version: number) =>
    Promise.all(numbers(count).map((n) => drop(whole, `blora/kabar-${n}.md`, textOf(n, version))));
  const expected = (count: number, version: number): Seen[] =>
    numbers(count).map((n) => ({
      headline: headlineOf(n),
      version,
      json: `200 version ${version}`,
      html: `200 version ${version}`,
    }));
  const inOrder = (all: readonly Seen[]) =>
    all.toSorted((a, b) => numberIn(a.headline) - numberIn(b.headline));

  it(`sees each of ${RELEASES} new releases`, async () => {
    await dropAll(RELEASES, 1);
    await quiet(whole);
    expect(inOrder(seen)).toEqual(expected(RELEASES, 1));
  });

  it(`sees the new version of ${EDITED}, though the edge holds the old pages`, async () => {
    const pages = new Map(
      partner.received.map(({ data }) => [numberIn(data.headline ?? ''), data.links?.html ?? '']),
    );
    seen.length = 0;
    for (const n of numbers(EDITED)) {
      await fetch(pages.get(n) ?? '');
      const again = await fetch(pages.get(n) ?? '');
      expect(again.headers.get('x-cache')).toMatch(/^Hit/);
    }
    await dropAll(EDITED, 2);
    await quiet(whole);
    expect(inOrder(seen)).toEqual(expected(EDITED, 2));
  });
});

async function follow({ data }: Received): Promise<Seen> {
  const { headline = '', version = 0, links } = data;
  const [json, html] = await Promise.all([fetch(links?.json ?? ''), fetch(links?.html ?? '')]);
  const release = (await json.json()) as { version?: string };
  const shown = /dalam versi (\d+) yang/.exec(await html.text())?.[1];
  return {
    headline,
    version,
    json: `${json.status} version ${release.version}`,
    html: `${html.status} version ${shown}`,
  };
}

const numberIn = (headline: string): number => Number(/\d+$/.exec(headline)?.[0]);
