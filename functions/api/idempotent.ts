import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { IdempotencyRecord } from '#domain/api/idempotency-record.ts';
import type { ApiContext, ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { ProblemError, unprocessable } from './problem.ts';
import { seal, sealingKey, unseal } from './sealed-answer.ts';

const KEPT_MS = 24 * 3_600_000;
/** Longer than the function may run: after it, a request that gave no answer was cut off. */
const CUT_OFF_MS = 60_000;
const KEY = /^[\x21-\x7e]{1,255}$/;

type Deps = Pick<ApiDeps, 'clock' | 'idempotency' | 'random'>;

/**
 * A POST with an `Idempotency-Key` is carried out once a day and token; sent again it gets the same answer. Only a 2xx is
 * kept: what was refused changed nothing, and may be put right under the same key. One that was cut off half-way is
 * carried out again.
 */
export function idempotent(deps: Deps): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const key = context.req.method === 'POST' ? context.req.header('idempotency-key') : undefined;
    if (key === undefined) return next();
    if (!KEY.test(key)) {
      throw unprocessable('Idempotency-Key: give 1 to 255 printable ASCII characters, such as a UUID.');
    }
    const opener = sealingKey(context.get('bearer'), key);
    const begun = await begin(deps, context, key);
    if (begun.done !== undefined) {
      const { status, contentType, answer } = begun.done;
      const headers = { 'content-type': contentType, 'idempotency-replayed': 'true' };
      return new Response(unseal(answer, opener), { status, headers });
    }
    await next();
    await finish(deps, context, begun, opener);
  };
}

/** The record of this request: `done` where it was answered before. Throws `ProblemError` for what cannot begin. */
async function begin(deps: Deps, context: ApiContext, key: string): Promise<IdempotencyRecord> {
  const nowMs = deps.clock.now();
  const { tokenHash } = context.get('token');
  const keyHash = sha256(key);
  const body = new Uint8Array(await context.req.arrayBuffer());
  const requestHash = sha256(`${context.req.path}\n`, body);
  const found = await deps.idempotency.getRequest(tokenHash, keyHash);
  const stored = found !== undefined && found.expiresAtSeconds * 1000 > nowMs ? found : undefined;
  if (stored !== undefined && stored.requestHash !== requestHash) {
    throw unprocessable(
      'Idempotency-Key: it came with another request before. Take a new key for a new one.',
    );
  }
  if (stored?.done !== undefined) return stored;
  if (stored !== undefined && Date.parse(stored.until) > nowMs) throw underWay();
  const rev = found?.rev ?? 0;
  const record: IdempotencyRecord = {
    tokenHash,
    keyHash,
    requestHash,
    until: new Date(nowMs + CUT_OFF_MS).toISOString(),
    rev: rev + 1,
    expiresAtSeconds: Math.floor((nowMs + KEPT_MS) / 1000),
  };
  if ((await deps.idempotency.putRequest(record, rev)) === 'refused') throw underWay();
  return record;
}

async function finish(
  { idempotency, random }: Deps,
  { res }: ApiContext,
  begun: IdempotencyRecord,
  key: Uint8Array,
): Promise<void> {
  if (!res.ok) {
    await idempotency.removeRequest(begun);
    return;
  }
  const text = await res.clone().text();
  const nonce = createHash('sha256').update(random.token()).digest().subarray(0, 12);
  const done = {
    status: res.status,
    contentType: res.headers.get('content-type') ?? 'application/json',
    answer: seal(text, key, nonce),
    answerHash: sha256(text),
  };
  await idempotency.putRequest({ ...begun, done, rev: begun.rev + 1 }, begun.rev);
}

function underWay(): ProblemError {
  const detail = 'The same request is under way. Ask again in a moment, with the same key.';
  return new ProblemError({ status: 409, title: 'Conflict', detail, retryAfterSeconds: 1 });
}

function sha256(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
