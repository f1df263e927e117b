/** A picture or file that a release shows: its address, and the SHA-256 of its bytes, which is its name. */
export type Media = { href: string; sha256: string };

const MEDIA = /^https?:\/\/[^/]+\/media\/([0-9a-f]{64})\.[a-z0-9]+$/;
/** A URL in the HTML of a body ends where its attribute does. */
const IN_TEXT = /https?:\/\/[^/\s"'<>]+\/media\/[0-9a-f]{64}\.[a-z0-9]+/g;

/** The media of one release, wherever in its ninjs they stand, each once. */
export function mediaOf(release: unknown): Media[] {
  const found = new Map<string, Media>();
  for (const [href] of JSON.stringify(release).matchAll(IN_TEXT)) {
    const sha256 = MEDIA.exec(href)?.[1];
    if (sha256 !== undefined) found.set(href, { href, sha256 });
  }
  return [...found.values()];
}
