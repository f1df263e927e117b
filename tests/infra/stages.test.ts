import { describe, expect, it } from 'vitest';
import { readStage } from '../../infra/stages.ts';
import { synthesised } from './synthesised.ts';

const ARN = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d';

describe('readStage', () => {
  it('is production by default', () => {
    expect(readStage({})).toEqual({
      name: 'production',
      stackName: 'Presswire',
      siteScheme: 'https',
      endpointPolicy: 'public',
      network: 'presswire',
      networkName: 'Presswire',
      logLevel: 'INFO',
      sourceMaps: true,
    });
  });

  it.each([
    [{ PRESSWIRE_STAGE: 'Test' }, /PRESSWIRE_STAGE is "Test"; it needs/],
    [{ PRESSWIRE_STAGE: 'a-name-that-is-too-long' }, /PRESSWIRE_STAGE/],
    [{ PRESSWIRE_STAGE: 'x-' }, /PRESSWIRE_STAGE/],
    [{ PRESSWIRE_MAIL_FROM: 'News <news@example.org>' }, /bare address/],
    [{ PRESSWIRE_MAIL_FROM: 'news@example' }, /bare address/],
    [{ PRESSWIRE_HOST: 'news.example.org' }, /go together/],
    [{ PRESSWIRE_CERTIFICATE_ARN: ARN }, /go together/],
    [
      { PRESSWIRE_HOST: 'n.example', PRESSWIRE_CERTIFICATE_ARN: ARN.replace('us-east-1', 'eu-west-1') },
      /us-east-1/,
    ],
  ])('refuses %j', (settings, message) => {
    expect(() => readStage(settings)).toThrow(message);
  });

  it('keeps the longest drop bucket name within 63 characters', () => {
    const { name } = readStage({ PRESSWIRE_STAGE: 'a23456789012345678z' });
    expect(`presswire-${name}-drop-123456789012-ap-southeast-1`.length).toBeLessThanOrEqual(63);
  });
});

/** Every leaf of a template by its path, with the names that CDK makes from the stack's id made equal. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, anonymous(String(value))]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}/${anonymous(key)}`));
}
const anonymous = (text: string): string =>
  text
    .replace(/Presswire-?(local)?/, 'Presswire')
    .replace(/presswire-(local|production)(-|$)/, 'presswire-stage$2')
    .replaceAll(/[0-9A-F]{7,}/g, '#');

it('differs in nothing but names, the scheme and the endpoint policy between local and production', () => {
  const production = new Map(leaves(synthesised({ PRESSWIRE_MAIL_FROM: 'presswire@mail.example' }).raw));
  const local = new Map(leaves(synthesised({ PRESSWIRE_STAGE: 'local' }).raw));
  expect([...local.keys()]).toEqual([...production.keys()]);
  const different = [...local].filter(([path, value]) => production.get(path) !== value);
  const expected = [...local]
    .map(([path, value]) => [path, value] as const)
    .filter(
      ([path, value]) =>
        /\/(ENDPOINT_POLICY|OriginAccessControlConfig\/Name)$/.test(path) || value === 'http://',
    );
  expect(different.length).toBeGreaterThan(0);
  expect(different).toEqual(expected);
});
