import type * as z from 'zod/mini';
import type { ApiContext } from './access.ts';
import { ProblemError, unprocessable } from './problem.ts';

/** No request needs more; a larger one is not read. */
const MAX_BODY_BYTES = 64 * 1024;

/** The JSON body of a request, as its schema has it. Throws `ProblemError` with the first fields that are wrong. */
export async function readBody<T>(context: ApiContext, schema: z.ZodMiniType<T>): Promise<T> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const detail = `The body is "${type.slice(0, 60)}". Send application/json.`;
    throw new ProblemError({ status: 415, title: 'Unsupported media type', detail });
  }
  const text = await context.req.text();
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) {
    const detail = `The body is over ${MAX_BODY_BYTES} bytes. Send less at a time.`;
    throw new ProblemError({ status: 413, title: 'Too large', detail });
  }
  const read = schema.safeParse(parseJson(text));
  if (read.success) return read.data;
  throw unprocessable(describe(read.error.issues));
}

/** The query of a request, as its schema has it. */
export function readQuery<T>(context: ApiContext, schema: z.ZodMiniType<T>): T {
  const read = schema.safeParse(context.req.query());
  if (read.success) return read.data;
  throw unprocessable(describe(read.error.issues));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError({
      status: 400,
      title: 'Bad request',
      detail: 'The body is no JSON. Check its quotes, commas and braces.',
    });
  }
}

function describe(issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues.slice(0, 5).map((issue) => {
    const field = issue.path.map(String).join('.') || 'the body';
    return issue.code === 'unrecognized_keys'
      ? `${field}: ${issue.keys.slice(0, 5).join(', ')} is not known; leave it out or check its spelling`
      : `${field}: ${issue.message}`;
  });
  return lines.join('; ');
}
