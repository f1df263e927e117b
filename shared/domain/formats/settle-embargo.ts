import type { Finding } from '../receipt/finding.ts';
import type { EmbargoWording } from './embargo-wording.ts';
import { quote } from './quote.ts';

/** A wording with the line of the file that it stands on, where that is known. */
export type PlacedWording = Omit<EmbargoWording, 'line'> & { line?: number };

/**
 * Until when a text is under embargo, by its front matter and its wordings together (DESIGN §3). What is in doubt is
 * held, never published:
 *
 * | front matter | wordings | |
 * |---|---|---|
 * | – | none | no embargo |
 * | – | one time, said once or more often | until then |
 * | a time | none, the same time, or none that can be read | until then |
 * | – | only such without a readable time | `E_EMBARGO_HELD` |
 * | – | a readable time and one that cannot be read | `E_EMBARGO_HELD` |
 * | any | another time | `E_EMBARGO_HELD` |
 * | – | a time, and `publishAt:` beside it | `E_EMBARGO_AND_SCHEDULE` |
 */
export function settleEmbargo(facts: {
  /** The front matter's, RFC 3339 UTC. */
  key: string | undefined;
  scheduled: boolean;
  wordings: readonly PlacedWording[];
}): { embargoedUntil?: string; findings: Finding[] } {
  const { key, scheduled, wordings } = facts;
  const [first] = wordings;
  if (first === undefined) return { ...until(key), findings: [] };
  const time = key ?? wordings.map(timeOf).find((at) => at !== undefined);
  const doubtful =
    time === undefined
      ? (wordings.find(({ until: said }) => said.kind !== 'none') ?? first)
      : wordings.find((wording) => contradicts(wording, time, key !== undefined));
  if (doubtful !== undefined) return { findings: doubts(doubtful) };
  if (scheduled && key === undefined) {
    return { findings: [{ code: 'E_EMBARGO_AND_SCHEDULE', ...placeOf(first) }] };
  }
  return { ...until(time), findings: [] };
}

function contradicts(wording: PlacedWording, time: string, byKey: boolean): boolean {
  switch (wording.until.kind) {
    case 'read':
      return Date.parse(wording.until.at) !== Date.parse(time);
    case 'unreadable':
    case 'zone-unknown':
      return !byKey;
    case 'none':
      return false;
  }
}

function doubts(wording: PlacedWording): Finding[] {
  const where = { ...placeOf(wording), found: quote(wording.wording) };
  const held: Finding = { code: 'E_EMBARGO_HELD', ...where };
  return wording.until.kind === 'zone-unknown' ? [{ code: 'E_EMBARGO_NO_ZONE', ...where }, held] : [held];
}

function timeOf({ until: said }: PlacedWording): string | undefined {
  return said.kind === 'read' ? said.at : undefined;
}

function placeOf({ line }: PlacedWording): { line?: number } {
  return line === undefined ? {} : { line };
}

function until(time: string | undefined): { embargoedUntil?: string } {
  return time === undefined ? {} : { embargoedUntil: time };
}
