import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { PermanentError, TransientError } from '#platform/errors.ts';
import type { Clock } from '#ports/clock.ts';
import type { Keyring } from '#ports/keyring.ts';
import { callAws } from './call-aws.ts';

const CACHED_MS = 5 * 60_000;
/** 32 characters of the generator's alphabet are more than 128 bits. */
const MIN_SECRET_LENGTH = 32;

const rootSchema = z.object({
  id: z.string().check(z.minLength(1)),
  secret: z.string().check(z.minLength(MIN_SECRET_LENGTH)),
});
/** A root that stood twice would sign differently from one reading to the next. */
const rootsSchema = z.array(rootSchema).check(
  z.minLength(1),
  z.refine((roots) => new Set(roots.map(({ id }) => id)).size === roots.length, 'an id stands twice'),
);
const keyringSchema = z.union([z.object({ roots: rootsSchema }), rootSchema]);

type Root = { id: string; secret: Uint8Array };

/**
 * The keyring in a Secrets Manager secret, `secretId` its ARN or name: JSON, either one root `{"id","secret"}` as it
 * is generated, or `{"roots":[…]}` where later roots are appended. Kept for 5 minutes by `clock`; as roots are never
 * taken away, what is kept stands in while the secret cannot be read. Throws `PermanentError` (`MalformedKeyring`).
 */
export function makeSecretKeyring(options: {
  client: SecretsManagerClient;
  secretId: string;
  clock: Clock;
}): Keyring {
  const { client, secretId, clock } = options;
  let kept: { roots: readonly Root[]; readAtMs: number } | undefined;

  const read = async (): Promise<readonly Root[]> => {
    const command = new GetSecretValueCommand({ SecretId: secretId });
    const { SecretString } = await callAws('GetSecretValue', { secretId }, () => client.send(command));
    return parseRoots(SecretString ?? '', secretId);
  };

  return {
    async roots() {
      const nowMs = clock.now();
      if (kept && nowMs - kept.readAtMs < CACHED_MS) return kept.roots;
      try {
        kept = { roots: await read(), readAtMs: nowMs };
      } catch (error) {
        if (!kept || !(error instanceof TransientError)) throw error;
      }
      return kept.roots;
    },
  };
}

/** Newest first. The errors of parsers are not passed on: they quote what they read. */
function parseRoots(text: string, secretId: string): readonly Root[] {
  const parsed = z.safeParse(keyringSchema, parseJson(text));
  if (!parsed.success) {
    throw new PermanentError(
      `the keyring ${secretId} is neither {"id","secret"} nor {"roots":[{"id","secret"}…]} with secrets of at least ` +
        `${MIN_SECRET_LENGTH} characters: put one of them into the secret`,
      { code: 'MalformedKeyring', context: { secretId } },
    );
  }
  const roots = 'roots' in parsed.data ? parsed.data.roots : [parsed.data];
  return roots.toReversed().map(({ id, secret }) => ({ id, secret: new TextEncoder().encode(secret) }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
