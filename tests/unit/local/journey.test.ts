import { describe, expect, it, vi } from 'vitest';
import type { Aws } from '../../../local/aws.ts';
import { makeJourneyPrinter } from '../../../local/presswire/journey.ts';
import type { S3Event } from '../../../local/protocol.ts';

const URI = 'urn:uuid:191af535-19d2-5411-af63-042b1d10805a';
const RECEIPT = {
  state: 'published',
  release: { uri: URI, version: 1, url: 'http://site/page' },
  findings: [],
};

function aPrinter(receipt: object = RECEIPT) {
  const lines: string[] = [];
  const body = Buffer.from(JSON.stringify(receipt));
  const aws = { s3: { handle: async () => ({ status: 200, headers: {}, body }) } } as unknown as Aws;
  const time = { ms: 0 };
  const printer = makeJourneyPrinter({
    aws: () => aws,
    dropBucket: () => 'drop',
    print: (line) => lines.push(line),
    now: () => time.ms,
  });
  const happens = (name: string, key: string) => printer.onObject({ bucket: 'drop', name, key } as S3Event);
  return { lines, time, happens, printer };
}

describe('the journey of a file', () => {
  it('has its name on the webhook that tells of its withdrawal, and says when that is to be expected', async () => {
    const { lines, time, happens, printer } = aPrinter();
    happens('ObjectCreated:Put', 'incoming/blora/a.md');
    happens('ObjectCreated:Put', 'receipts/blora/a.md.json');
    await vi.waitFor(() => expect(lines).toHaveLength(3));
    time.ms = 10_000;
    happens('ObjectRemoved:DeleteMarkerCreated', 'incoming/blora/a.md');
    time.ms = 71_000;
    printer.onTold('the partner', { type: 'release.withdrawn', uri: URI, version: 2 });
    expect(lines.slice(3)).toEqual([
      '  blora/a.md  removed: withdrawn in a minute, unless it comes back or another file carries the release',
      '  blora/a.md  +61.00 s  webhook  release.withdrawn version 2, signature verified by the partner',
    ]);
  });

  it('of one that is only checked ends with how it would have ended', async () => {
    const findings = [{ code: 'W_NO_CONTACT', message: 'm', remedy: 'r' }];
    const { lines, time, happens } = aPrinter({ state: 'checked', would: 'embargoed', findings });
    happens('ObjectCreated:Put', 'check/blora/acara/a.md');
    time.ms = 1500;
    happens('ObjectCreated:Put', 'receipts/_check/blora/acara/a.md.json');
    await vi.waitFor(() => expect(lines).toHaveLength(2));
    expect(lines).toEqual([
      '  check/blora/acara/a.md  dropped',
      '  check/blora/acara/a.md  +1.50 s  receipt  checked, would be embargoed W_NO_CONTACT',
    ]);
  });
});
