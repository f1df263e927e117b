/** RFC 3339 UTC of epoch milliseconds, cut to whole seconds: S3's LastModified is no finer. */
export function secondOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
