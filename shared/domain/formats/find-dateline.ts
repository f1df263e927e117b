/** `Blora - `, `JAKARTA, KOMPAS – `, `Kab. Blora (14/01) — ` at the start of a text. */
const DATELINE =
  /^((?:Kota |Kab\.? |Kabupaten )?\p{Lu}[\p{L}.'’]*(?:[ /-]\p{Lu}[\p{L}.'’]*){0,3})(?:,\s[^\n–—-]{1,40}?)?(?:\s\([^)\n]{1,30}\))?\s+[-–—]{1,2}\s+\S/u;
const MAX_PLACE_CHARACTERS = 60;
const MAX_START_CHARACTERS = 300;

/** The place that the first paragraph starts with, as data; it stays in the text too. */
export function findDateline(firstParagraph: string): string | undefined {
  const text = firstParagraph
    .slice(0, MAX_START_CHARACTERS)
    .replace(/[*_]{1,3}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const place = DATELINE.exec(text)?.[1];
  return place !== undefined && place.length <= MAX_PLACE_CHARACTERS ? place : undefined;
}
