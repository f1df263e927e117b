import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/protocol.ts';
import { accessKeyFor, secretFor } from '../../../local/secrets/access-keys.ts';
import { generateSecretString } from '../../../local/secrets/generate-secret-string.ts';
import { makeSecrets } from '../../../local/secrets/secrets.ts';
import { openVault } from '../../../local/secrets/vault.ts';

describe('generateSecretString', () => {
  it('has 32 characters, one of each kind at least', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const pick = (below: number) => Number(numbers.next().value) % below;
        const password = generateSecretString({}, 'a test', pick);
        expect(password).toHaveLength(32);
        for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/]) expect(password).toMatch(kind);
      }),
    );
  });
  it.each<[object, RegExp]>([
    [{ ExcludePunctuation: true, PasswordLength: 64 }, /^[a-zA-Z\d]{64}$/],
    [
      { ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true, PasswordLength: 6 },
      /^\d{6}$/,
    ],
    [{ ExcludePunctuation: true, ExcludeCharacters: 'abcdefghijklmnopqrstuvwxyz' }, /^[A-Z\d]{32}$/],
    [{ PasswordLength: 1, RequireEachIncludedType: false }, /^.$/],
  ])('%j', (settings, expected) => expect(generateSecretString(settings, 'a test')).toMatch(expected));

  it('fills a template', () => {
    const settings = {
      SecretStringTemplate: '{"roots":[1]}',
      GenerateStringKey: 'root',
      ExcludePunctuation: true,
    };
    const value = JSON.parse(generateSecretString(settings, 'a test'));
    expect(value).toEqual({ roots: [1], root: expect.stringMatching(/^\w{32}$/) });
  });
  it.each<[string, object, RegExp]>([
    ['a template without a key', { SecretStringTemplate: '{}' }, /Keyring: .*go together/],
    [
      'a template that is none',
      { SecretStringTemplate: '[', GenerateStringKey: 'a' },
      /Keyring: .*not a JSON object/,
    ],
    ['no characters', { ExcludeCharacters: '0', PasswordLength: 3 }, /Keyring: .*leaves no password/],
    ['an unknown setting', { Length: 3 }, /Keyring: .*Length/],
  ])('refuses %s', (_, settings, message) => {
    expect(() => generateSecretString(settings, 'Keyring')).toThrow(message);
  });
});

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:keyring-local1';

describe('a vault', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'vault-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const file = () => join(directory, 'run', 'secrets.json');

  it('keeps everything, for its owner only', () => {
    const first = openVault(file());
    const token = first.token('operator');
    makeSecrets({ vault: first, now: () => 0 }).createSecret(ARN, {});
    const again = openVault(file());
    expect(again.credentialSalt).toBe(first.credentialSalt);
    expect(again.token('operator')).toBe(token);
    expect(again.secret(ARN)).toEqual(first.secret(ARN));
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    first.setToken('operator', 'another');
    expect(openVault(file()).token('operator')).toBe('another');
  });
  it('makes access keys that no other vault knows', () => {
    const [one, other] = [openVault(undefined), openVault(undefined)];
    const { accessKeyId, secretAccessKey } = accessKeyFor(one, 'ingest');
    expect(accessKeyId).toMatch(/^LOCAL[0-9A-F]{15}$/);
    expect(secretFor(one, accessKeyId)).toBe(secretAccessKey);
    expect(secretFor(other, accessKeyId)).not.toBe(secretAccessKey);
  });
  it('refuses a damaged file without showing it, and leaves it alone', () => {
    openVault(file()).token('operator');
    const half = readFileSync(file(), 'utf8').slice(0, -10);
    writeFileSync(file(), half);
    expect(() => openVault(file())).toThrow(/^(?!.*operator).*secrets\.json is damaged/);
    expect(readFileSync(file(), 'utf8')).toBe(half);
  });
});

describe('Secrets Manager', () => {
  const make = () => {
    const secrets = makeSecrets({ vault: openVault(undefined), now: () => 1_736_845_200_000 });
    secrets.createSecret(ARN, { SecretString: 'one' });
    const call = (action: string, input: object): Record<string, unknown> => secrets.actions[action]!(input);
    return { secrets, call };
  };
  const refusal = (work: () => unknown) => {
    try {
      return work();
    } catch (error) {
      return error instanceof AwsError ? error.code : error;
    }
  };

  it.each([ARN, ARN.replace('-local1', ''), 'keyring'])('finds %s', (SecretId) => {
    const { call } = make();
    const value = call('GetSecretValue', { SecretId });
    expect(value).toMatchObject({ ARN, Name: 'keyring', SecretString: 'one', CreatedDate: 1_736_845_200 });
  });
  it('gives a secret its value once', () => {
    const { secrets, call } = make();
    secrets.createSecret(ARN, { SecretString: 'two' });
    expect(call('GetSecretValue', { SecretId: ARN })['SecretString']).toBe('one');
  });
  it('keeps the value before the current one', () => {
    const { call } = make();
    const { VersionId } = call('PutSecretValue', { SecretId: ARN, SecretString: 'two' });
    const stage = (VersionStage: string) =>
      call('GetSecretValue', { SecretId: ARN, VersionStage })['SecretString'];
    expect([stage('AWSCURRENT'), stage('AWSPREVIOUS')]).toEqual(['two', 'one']);
    expect(call('DescribeSecret', { SecretId: ARN })['VersionIdsToStages']).toMatchObject({
      [String(VersionId)]: ['AWSCURRENT'],
    });
  });
  it('puts the same value under the same token once, and refuses another', () => {
    const { call } = make();
    const put = (SecretString: string) =>
      refusal(() => call('PutSecretValue', { SecretId: ARN, SecretString, ClientRequestToken: 'T' }));
    expect(put('two')).toMatchObject({ VersionId: 'T' });
    expect(put('two')).toMatchObject({ VersionId: 'T' });
    expect(call('GetSecretValue', { SecretId: ARN, VersionStage: 'AWSPREVIOUS' })['SecretString']).toBe(
      'one',
    );
    expect(put('three')).toBe('ResourceExistsException');
  });
  it.each<[string, object, string]>([
    ['GetSecretValue', { SecretId: 'other' }, 'ResourceNotFoundException'],
    ['GetSecretValue', { SecretId: 'keyring', VersionStage: 'AWSPREVIOUS' }, 'ResourceNotFoundException'],
    ['GetSecretValue', {}, 'ValidationException'],
    ['PutSecretValue', { SecretId: 'keyring', SecretBinary: 'AA==' }, 'ValidationException'],
    [
      'PutSecretValue',
      { SecretId: 'keyring', SecretString: 'x'.repeat(65_537) },
      'InvalidParameterException',
    ],
  ])('%s %j: %s', (action, input, code) => {
    expect(refusal(() => make().call(action, input))).toBe(code);
  });
});
