import { xmlCharacters } from '../site/escape.ts';
import type { Entry } from './feed.ts';

/** The author's summary with the note of a correction or update before it; undefined where there is neither. */
export function summaryOf({ note, summary }: Entry): string | undefined {
  const noted = note === undefined ? undefined : `${note.label}: ${note.text}`;
  const parts = [noted, summary].filter((part) => part !== undefined && part.trim() !== '');
  return parts.length === 0 ? undefined : parts.join(' — ');
}

/** The same for a format that must have a description: where there is no summary, the beginning of the text. */
export function descriptionOf(entry: Entry): string {
  const { summary, excerpt, title } = entry;
  const beginning = [summary, excerpt, title].find((text) => text !== undefined && text.trim() !== '');
  return summaryOf({ ...entry, summary: beginning ?? title }) ?? title;
}

/** Names without blank ones and white space that attributes cannot keep; never empty for authors. */
export function namesOf(names: readonly string[], otherwise: readonly string[] = []): string[] {
  const kept = names
    .map((name) => xmlCharacters(name).replace(/\s+/g, ' ').trim())
    .filter((name) => name !== '');
  return kept.length === 0 ? [...otherwise] : kept;
}
