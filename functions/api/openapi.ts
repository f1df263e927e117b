import type * as z from 'zod/mini';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { schemaOf } from './schema-of.ts';

type Json = Record<string, unknown>;

const DESCRIPTION =
  'Every call carries a bearer token, of an operator, a partner or an author. What a token may not see looks as if it were ' +
  'not there: 404, never 403. Lists give `next` where they go on: send it as `cursor`. A POST with an `Idempotency-Key` is ' +
  'carried out once a day; sent again it gets the same answer. Errors are RFC 9457 problems.';
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
  },
};
const PROBLEMS = {
  400: 'The body is no JSON',
  401: 'The token is missing or unknown',
  404: 'There is nothing that this token may see',
  409: 'It does not fit what is there',
  413: 'The body is too large',
  415: 'The body is not sent as JSON',
  422: 'A field or a parameter is wrong; the detail says which, and what to do',
  429: 'Too many requests; Retry-After says when to go on',
};

/** The API as OpenAPI 3.1 has it, from the schemas that its routes read with. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
  }
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Presswire', version: '1', description: DESCRIPTION },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: PROBLEM },
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, description]) => [
          `Problem${status}`,
          { description, content: problem },
        ]),
      ),
    },
  };
}

function described(operation: Operation): Json {
  const { method, path, who, does, query, body, isBodyOptional = false, gives } = operation;
  const answer =
    operation.type === undefined
      ? { 'application/json': { schema: { type: 'object' } } }
      : { [operation.type]: { schema: { type: 'string' } } };
  const statuses = Object.keys(PROBLEMS).filter((status) => body !== undefined || !BODY_ONLY.has(status));
  return {
    summary: does,
    description: `For ${who.join(', ')}.`,
    'x-roles': who,
    parameters: [
      ...pathParameters(path),
      ...(query === undefined ? [] : queryParameters(query)),
      ...(method === 'post' ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !isBodyOptional,
            content: { 'application/json': { schema: schemaOf(body) } },
          },
        }),
    responses: {
      [gives]: {
        description: 'Done',
        ...(gives === 204 ? {} : { content: answer }),
      },
      ...Object.fromEntries(
        statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
  };
}

const BODY_ONLY: ReadonlySet<string> = new Set(['400', '413', '415']);
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
};

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodMiniType): Json[] {
  return Object.entries(propertiesOf(schemaOf(query))).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema,
  }));
}

function propertiesOf({ properties }: Json): Json {
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}
