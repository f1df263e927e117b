import { createReadStream, statSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { reasonOf } from '../api.ts';
import { failed, usage } from '../cli-error.ts';

export type OpenDocument = {
  chunks: AsyncIterable<string>;
  /** How much of it has been read, from 0 to 1; undefined where its size is not known. */
  share: () => number | undefined;
};

const MOST_BYTES = 4_000_000_000;
const MOST_BYTES_OF_URL = 100_000_000;
const URL_PATIENCE_MS = 120_000;
/** The XML declaration stands here. */
const HEAD_BYTES = 200;

/** Opens a file or an http address for reading as text, in the encoding that it names. Throws `CliError`. */
export async function openDocument(from: string): Promise<OpenDocument> {
  const { bytes, size, most } = /^https?:\/\//.test(from) ? await openUrl(from) : openFile(from);
  const read = { bytes: 0 };
  return {
    chunks: decoded(bytes, (count) => {
      read.bytes += count;
      if (read.bytes > most) throw failed(`${from} is larger than ${most / 1_000_000} MB; part it`);
    }),
    share: () => (size === undefined || size === 0 ? undefined : Math.min(1, read.bytes / size)),
  };
}

type Bytes = { bytes: AsyncIterable<Uint8Array>; size: number | undefined; most: number };

function openFile(file: string): Bytes {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) throw usage(`${file} is no file`);
  return { bytes: createReadStream(file), size: stat.size, most: MOST_BYTES };
}

async function openUrl(url: string): Promise<Bytes> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(URL_PATIENCE_MS) });
  } catch (error) {
    throw failed(`${url} does not answer: ${reasonOf(error)}`);
  }
  if (!response.ok || response.body === null) throw failed(`${url} answers ${response.status}`);
  const length = Number(response.headers.get('content-length') ?? '');
  return { bytes: response.body, size: length > 0 ? length : undefined, most: MOST_BYTES_OF_URL };
}

async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    count(chunk.length);
    decoder ??= decoderFor(chunk);
    yield decoder.decode(chunk, { stream: true });
  }
  if (decoder !== undefined) yield decoder.decode();
}

function decoderFor(first: Uint8Array): TextDecoder {
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder('utf-16be');
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder('utf-16le');
  const head = new TextDecoder('latin1').decode(first.subarray(0, HEAD_BYTES));
  const label = /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label);
  } catch {
    throw failed(`the document says that it is in "${label}", which is not known here; save it as UTF-8`);
  }
}
