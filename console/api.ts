import * as z from 'zod/mini';

/** What the API refused: its status, and its own words for a person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

export type Api = {
  get<T>(path: string, schema: z.ZodMiniType<T>): Promise<T>;
  /** A POST under an `Idempotency-Key` of its own. */
  post<T>(path: string, schema: z.ZodMiniType<T>, body?: object): Promise<T>;
  put(path: string, body: object): Promise<void>;
  /** A page, as it is written. */
  page(path: string): Promise<string>;
};

const problemSchema = z.object({ detail: z.string() });

/** The API as one token sees it. Throws `ApiError` for what it refuses and for an answer that is none of its own. */
export function makeApi(token: string): Api {
  const send = async (method: string, path: string, body?: object): Promise<Response> => {
    const response = await fetch(`/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) return response;
    const said: unknown = await response.json().catch(() => undefined);
    const problem = problemSchema.safeParse(said);
    throw new ApiError(
      response.status,
      problem.success ? problem.data.detail : `It answered ${response.status}.`,
    );
  };
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await send(method, path, body);
    return response.json().catch(() => undefined);
  };
  const read = <T>(schema: z.ZodMiniType<T>, answer: unknown): T => {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new ApiError(0, 'The answer is not one that this page knows. Reload the page.');
  };
  return {
    get: async (path, schema) => read(schema, await ask('GET', path)),
    post: async (path, schema, body) => read(schema, await ask('POST', path, body)),
    put: async (path, body) => void (await ask('PUT', path, body)),
    page: async (path) => (await send('GET', path)).text(),
  };
}

/** What went wrong, for a person. */
export function wordsOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return 'No connection to Presswire. It is tried again by itself.';
}
