/**
 * A key of a listing that was asked for with `encoding-type=url`, which XML needs for keys with control characters.
 * S3 writes a space as `+` and says in `EncodingType` that it has encoded.
 */
export function decodeListedKey(listed: string, encoding: string | undefined): string {
  return encoding === 'url' ? decodeURIComponent(listed.replaceAll('+', ' ')) : listed;
}
