import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What went wrong with a request: what was found, and what to do. */
export type Problem = {
  status: ContentfulStatusCode;
  title: string;
  detail: string;
  retryAfterSeconds?: number;
};

/** Refuses a request from anywhere in a route; `app.ts` turns it into the answer. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** An error as RFC 9457 has it. */
export function answerProblem(
  context: Context,
  { status, title, detail, retryAfterSeconds }: Problem,
): Response {
  return context.body(JSON.stringify({ type: 'about:blank', title, status, detail }), status, {
    'content-type': 'application/problem+json',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  });
}

/** What is not there and what is not the caller's look the same, so that nobody learns what exists. */
export function notFound(what: string): ProblemError {
  return new ProblemError({
    status: 404,
    title: 'Not found',
    detail: `There is no ${what} that this token may see. Check the address and the token.`,
  });
}

export function conflict(detail: string): ProblemError {
  return new ProblemError({ status: 409, title: 'Conflict', detail });
}

export function unprocessable(detail: string): ProblemError {
  return new ProblemError({ status: 422, title: 'Unprocessable', detail });
}
