import * as z from 'zod';
import { failed } from './cli-error.ts';
import type { Target } from './target.ts';

export type Answer = { status: number; body: unknown };

export type Api = {
  /** Whatever was answered. Throws `CliError` only where nobody answers. */
  ask: (method: string, path: string, body?: object) => Promise<Answer>;
  /** The body of a 2xx. Throws `CliError` with what the API says of any other. */
  get: (method: string, path: string, body?: object) => Promise<unknown>;
};

const PATIENCE_MS = 35_000;
const problemSchema = z.object({ detail: z.string() });

/** The HTTP API of a target (DESIGN §6). A redirect is not followed, since it would take the token elsewhere. */
export function makeApi({ site, token }: Target): Api {
  const ask: Api['ask'] = async (method, path, body) => {
    const request = {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    } as const;
    try {
      const response = await fetch(`${site}${path}`, request);
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : jsonOf(text) };
    } catch (error) {
      throw failed(
        `${site} does not answer (${reasonOf(error)}). "presswire doctor" looks what is reachable.`,
      );
    }
  };
  return {
    ask,
    async get(method, path, body) {
      const { status, body: said } = await ask(method, path, body);
      if (status >= 200 && status < 300) return said;
      throw failed(`${sentenceOf(status, said)} (${status} for ${method} ${path})`);
    },
  };
}

function sentenceOf(status: number, said: unknown): string {
  const problem = problemSchema.safeParse(said);
  if (status === 401) return 'The token is missing or unknown. Set PRESSWIRE_TOKEN to one that is valid.';
  return problem.success ? problem.data.detail : 'The API answered something else than Presswire would.';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The innermost word of a failed connection, such as ECONNREFUSED. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
