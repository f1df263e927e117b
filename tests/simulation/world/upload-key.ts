/** All that a parsed upload hangs on. */
export function uploadKey(upload: { bytes: Uint8Array; key: string; newsroom: { id: string } }): string {
  return `${upload.newsroom.id} ${upload.key} ${Buffer.from(upload.bytes).toString('latin1')}`;
}
