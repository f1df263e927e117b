import fc from 'fast-check';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { afterAll, expect, it } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../../functions/api/openapi.ts';
import { payloadOf } from '../../../local/http-api/payload.ts';
import type { aNetwork } from './a-network.ts';
import { OPERATOR } from './api-world.ts';
import { describedSchema, requestsOf, type Sent } from './hostile-requests.ts';

/** `API_FUZZ_SEED` asks for other requests. */
const SEED = Number(process.env['API_FUZZ_SEED'] ?? 20_260_301);

/** From so many on, every status comes up. */
const ENOUGH = 60;

const { paths } = z
  .object({ paths: z.record(z.string(), z.record(z.string(), describedSchema)) })
  .parse(openApiDocument());
const OPERATIONS = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ method, path, described })),
);

const eventSchema = z.custom<LambdaEvent>();
const answerSchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
/** What an error says, and nothing else (RFC 9457 §3.1); a remedy is a second clause after what was found. */
const problemSchema = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string().min(3),
  status: z.number(),
  detail: z.string().regex(/[.;:)] \S/, 'it says what was found, but not what to do'),
});

type Network = Awaited<ReturnType<typeof aNetwork>>;

function knownIn({ deliveryId, endpointId }: Network) {
  return {
    id: ['blora', 'kabar', deliveryId],
    eid: [endpointId],
    newsroom: ['blora'],
    name: ['market', 'bulk'],
    version: ['1', '0', '1000000'],
    job: ['1'],
  };
}

/** The answer that API Gateway would get of the function. */
async function answerTo({ api }: Network, sent: Sent, token: string) {
  const headers = { ...sent.headers, host: 'news.example', authorization: `Bearer ${token}` };
  const matched = {
    route: { key: 'ANY /api/{proxy+}', apiId: 'api', functionArn: 'arn:api' },
    pathParameters: {},
  };
  const event = payloadOf({ ...sent, headers, ip: '192.0.2.1' }, matched, { accountId: '1', now: 0 });
  return answerSchema.parse(await handle(api)(eventSchema.parse(event)));
}

/** Sends so many requests to each operation of the document, on the stores that `makeNetwork` gives it. */
export function apiFuzz({ each, makeNetwork }: { each: number; makeNetwork: () => Promise<Network> }): void {
  const seen: Record<number, number> = {};

  it.each(OPERATIONS)(
    `$method $path, ${each} times (seed ${SEED})`,
    { timeout: 600_000 },
    async ({ method, path, described }) => {
      const network = await makeNetwork();
      const { bugs, deps, tokens } = network;
      const token = fc.oneof(
        { weight: 5, arbitrary: fc.constant(OPERATOR) },
        fc.constantFrom(...Object.values(tokens), 'unknown'),
      );
      await fc.assert(
        fc.asyncProperty(
          requestsOf(method, path, described, knownIn(network)),
          token,
          async (sent, bearer) => {
            // The container's ceiling on a token is another test's.
            deps.clock.advance(1_000);
            const { statusCode, headers, body } = await answerTo(network, sent, bearer);
            seen[statusCode] = (seen[statusCode] ?? 0) + 1;
            expect(bugs.splice(0)).toEqual([]);
            expect(Object.keys(described.responses)).toContain(String(statusCode));
            if (statusCode < 400) return;
            expect(headers['content-type']).toBe('application/problem+json');
            expect(problemSchema.parse(JSON.parse(body)).status).toBe(statusCode);
          },
        ),
        { numRuns: each, seed: SEED },
      );
    },
  );

  afterAll(() => {
    // Enough requests reach what they are about: successes and each kind of refusal.
    if (each < ENOUGH) return;
    for (const status of [200, 201, 202, 204, 400, 401, 404, 409, 413, 415, 422]) {
      expect([status, seen[status] ?? 0]).not.toEqual([status, 0]);
    }
  });
}
