import type * as z from 'zod/mini';
import type { Role } from './access.ts';

/** One call of the API: what the OpenAPI document says of it, and what the tests hold the routes to. */
export type Operation = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{name}` for each part that varies. */
  path: string;
  /** Everybody else gets 404. A partner acts for itself alone, an author for its newsroom. */
  who: readonly Role[];
  does: string;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  /** The body may be left out. */
  isBodyOptional?: boolean;
  /** What it gives, where that is no JSON. */
  type?: 'text/html';
  /** The status of success. */
  gives: 200 | 201 | 202 | 204;
};
