import type { Content } from '#domain/release/content.ts';

/** How much text a container remembers, in characters of bodies: a fraction of the function's memory. */
const MAX_CHARACTERS = 32_000_000;

/** Contents by release and version. VERSION items never change, so what is remembered is never wrong. */
export type ContentMemory = {
  get(releaseId: string, version: number): Content | undefined;
  set(releaseId: string, version: number, content: Content): void;
};

/** A memory that forgets what was not used for longest once it holds more than `maxCharacters`. */
export function makeContentMemory({ maxCharacters = MAX_CHARACTERS } = {}): ContentMemory {
  const contents = new Map<string, Content>();
  let characters = 0;

  return {
    get(releaseId, version) {
      const key = keyOf(releaseId, version);
      const content = contents.get(key);
      if (content === undefined) return undefined;
      contents.delete(key);
      contents.set(key, content);
      return content;
    },
    set(releaseId, version, content) {
      const key = keyOf(releaseId, version);
      characters += content.bodyHtml.length - (contents.get(key)?.bodyHtml.length ?? 0);
      contents.delete(key);
      contents.set(key, content);
      for (const [oldest, { bodyHtml }] of contents) {
        if (characters <= maxCharacters) break;
        contents.delete(oldest);
        characters -= bodyHtml.length;
      }
    },
  };
}

function keyOf(releaseId: string, version: number): string {
  return `${releaseId}@${version}`;
}
