import type { ListObjectVersionsCommand } from '@aws-sdk/client-s3';

/** The last overload of `add`, that of the deserialize step. */
type ReadingMiddleware = Parameters<ListObjectVersionsCommand['middlewareStack']['add']>[0];

/**
 * Reads in which order S3 named the versions and delete markers of a page. The SDK sorts them into two lists, and
 * where both carry the same second, LastModified cannot tell a file that was dropped and deleted from one that was
 * deleted and dropped again. The command must be sent before `versionIds` is called.
 */
export function observeListingOrder(command: ListObjectVersionsCommand): { versionIds(): string[] } {
  let xml = '';
  const observe: ReadingMiddleware = (next) => async (args) => {
    const result = await next(args);
    const { response } = result;
    if (typeof response === 'object' && response !== null && 'body' in response) {
      const bytes = await collect(response.body);
      response.body = bytes;
      xml = new TextDecoder().decode(bytes);
    }
    return result;
  };
  // `low` stands behind the SDK's own reader, so it has the answer before that one does.
  command.middlewareStack.add(observe, { step: 'deserialize', priority: 'low', name: 'observeListingOrder' });
  return {
    // Keys are escaped in the answer, so that no key can hold a tag.
    versionIds: () => [...xml.matchAll(/<VersionId>([^<]*)<\/VersionId>/g)].map((match) => match[1] ?? ''),
  };
}

async function collect(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (!isStream(body)) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function isStream(body: unknown): body is AsyncIterable<unknown> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
