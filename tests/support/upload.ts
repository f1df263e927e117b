import { parseUpload } from '#domain/formats/parse-upload.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';

/** A newsroom without defaults, in the zone of western Indonesia. */
export const BLORA: Newsroom = {
  id: 'blora',
  name: 'Blora',
  host: 'blora.publicrelations.id',
  timezone: 'Asia/Jakarta',
  language: 'id',
};

/** `parseUpload` of a text for `BLORA`, unless something else is asked for. */
export function parseText(
  text: string | Uint8Array,
  { name = 'x.md', newsroom = BLORA }: { name?: string; newsroom?: Newsroom } = {},
): ReturnType<typeof parseUpload> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return parseUpload({ bytes, key: `incoming/${newsroom.id}/${name}`, newsroom });
}

/** The codes of the findings, in their order. */
export function codesOf({ findings }: { findings: readonly { code: string }[] }): string[] {
  return findings.map(({ code }) => code);
}
