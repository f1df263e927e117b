import { handle } from 'hono/aws-lambda';
import { makeLogger } from '#platform/logger.ts';
import { readEnv } from '#platform/read-env.ts';
import { makeApi } from './app.ts';
import { makeAwsDeps } from './aws-deps.ts';
import { apiEnvSchema } from './env.ts';

const deps = makeAwsDeps({ env: readEnv(apiEnvSchema), logger: makeLogger('api') });

/** Requests of operators, partners and authors, from the HTTP API. */
export const handler = handle(makeApi(deps));
