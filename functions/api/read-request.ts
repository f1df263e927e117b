import type * as z from 'zod/mini';
import type { ApiContext } from './access.ts';
import { depthOfJson } from './depth-of-json.ts';
import { describe } from './describe-issues.ts';
import { ProblemError, unprocessable } from './problem.ts';

/** No request needs more; a larger one is not read. */
const MAX_BODY_BYTES = 64 * 1024;
/** The deepest body that a route takes has four levels. What reads and shows a body does so by recursion. */
const MAX_DEPTH = 20;
const NO_JSON = 'The body is no JSON in UTF-8. Check its quotes, commas and braces.';

/** The JSON body of a request, as its schema has it. Throws `ProblemError` with the first fields that are wrong. */
export async function readBody<T>(context: ApiContext, schema: z.ZodMiniType<T>): Promise<T> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const detail = `The body is "${type.slice(0, 60)}". Send application/json.`;
    throw new ProblemError({ status: 415, title: 'Unsupported media type', detail });
  }
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength > MAX_BODY_BYTES) {
    const detail = `The body is over ${MAX_BODY_BYTES} bytes. Send less at a time.`;
    throw new ProblemError({ status: 413, title: 'Too large', detail });
  }
  const body = parseJson(bytes);
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw unprocessable(describe(read.error.issues, body));
}

/** As `readBody`; a request without a body stands for an empty object, whatever type a client gives to nothing. */
export async function readOptionalBody<T>(context: ApiContext, schema: z.ZodMiniType<T>): Promise<T> {
  if ((await context.req.arrayBuffer()).byteLength > 0) return readBody(context, schema);
  const read = schema.safeParse({});
  if (read.success) return read.data;
  throw unprocessable(describe(read.error.issues, {}));
}

/** The query of a request, as its schema has it. */
export function readQuery<T>(context: ApiContext, schema: z.ZodMiniType<T>): T {
  const query = context.req.query();
  const read = schema.safeParse(query);
  if (read.success) return read.data;
  throw unprocessable(describe(read.error.issues, query));
}

function parseJson(bytes: ArrayBuffer): unknown {
  const text = decoded(bytes);
  if (depthOfJson(text) > MAX_DEPTH) {
    throw badRequest(`The body nests deeper than ${MAX_DEPTH} levels. Send it as the documentation has it.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(NO_JSON);
  }
}

function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest(NO_JSON);
  }
}

function badRequest(detail: string): ProblemError {
  return new ProblemError({ status: 400, title: 'Bad request', detail });
}
