import { expect, it } from 'vitest';
import { announceEnvSchema } from '../../functions/announce/env.ts';
import { apiEnvSchema } from '../../functions/api/env.ts';
import { clockEnvSchema } from '../../functions/clock/env.ts';
import { convertEnvSchema } from '../../functions/convert/env.ts';
import { deliverEnvSchema } from '../../functions/deliver/env.ts';
import { ingestEnvSchema } from '../../functions/ingest/env.ts';
import { publishEnvSchema } from '../../functions/publish/env.ts';
import { synthesised } from './synthesised.ts';

const SCHEMAS = {
  Announce: announceEnvSchema,
  Api: apiEnvSchema,
  Clock: clockEnvSchema,
  Convert: convertEnvSchema,
  Deliver: deliverEnvSchema,
  Ingest: ingestEnvSchema,
  Publish: publishEnvSchema,
};
const { ofType, target } = synthesised();
const functions = ofType('AWS::Lambda::Function');
const variables = (name: string): Record<string, unknown> =>
  functions.find(({ id }) => id.startsWith(`${name}Function`))!.Properties['Environment'].Variables;

it.each(Object.entries(SCHEMAS))('%s gets exactly what its env.ts asks for', (name, schema) => {
  expect(Object.keys(variables(name)).sort()).toEqual(Object.keys(schema.shape).sort());
});

it('names the right queue in every variable', () => {
  for (const name of Object.keys(SCHEMAS)) {
    for (const [key, value] of Object.entries(variables(name))) {
      const [, queue, kind] = /^([A-Z]+)_(QUEUE|DEAD)_URL$/.exec(key) ?? [];
      if (queue === undefined) continue;
      const named = target(value)
        .id.replace(/[0-9A-F]{8}$/, '')
        .toUpperCase();
      expect(`${name}.${key} ${named}`).toBe(`${name}.${key} ${queue}${kind}`);
    }
  }
});

it('opens loopback endpoints in the stage local alone', () => {
  const policies = (settings: Record<string, string>) =>
    synthesised(settings)
      .ofType('AWS::Lambda::Function')
      .map(({ Properties }) => Properties['Environment'].Variables.ENDPOINT_POLICY)
      .filter(Boolean);
  expect(policies({})).toEqual(['public', 'public']);
  expect(policies({ PRESSWIRE_STAGE: 'test' })).toEqual(['public', 'public']);
  expect(policies({ PRESSWIRE_STAGE: 'local' })).toEqual(['loopback', 'loopback']);
  expect(policies({ PRESSWIRE_STAGE: 'local', PRESSWIRE_PUBLIC_ONLY: '1' })).toEqual(['public', 'public']);
});
