import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readEnv } from '#platform/read-env.ts';

const schema = z.object({
  TABLE: z.string().check(z.minLength(1)),
  QUEUE_URL: z.url(),
  LEVEL: z.enum(['A', 'B']),
});
const GOOD = { TABLE: 't', QUEUE_URL: 'http://127.0.0.1:4566/0/q', LEVEL: 'A' };

it('gives exactly what the schema names', () => {
  expect(readEnv(schema, { ...GOOD, PATH: '/bin' })).toEqual(GOOD);
});

it('names every bad key in one error and repeats no value', () => {
  const error = (() => {
    try {
      return readEnv(schema, { TABLE: '', LEVEL: 'secret-value' });
    } catch (thrown) {
      return String(thrown);
    }
  })();
  expect(error).toMatch(/TABLE is unfit.*QUEUE_URL is not set.*LEVEL is unfit/);
  expect(error).not.toContain('secret-value');
});

it('reads the process by default', () => {
  process.env['PRESSWIRE_READ_ENV_TEST'] = 'x';
  expect(readEnv(z.object({ PRESSWIRE_READ_ENV_TEST: z.string() }))).toEqual({
    PRESSWIRE_READ_ENV_TEST: 'x',
  });
  delete process.env['PRESSWIRE_READ_ENV_TEST'];
});
