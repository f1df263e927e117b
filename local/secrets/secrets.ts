import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type Now } from '../protocol.ts';
import { generateSecretString } from './generate-secret-string.ts';
import type { SecretVersion, StoredSecret, Vault } from './vault.ts';

const MAX_VALUE_BYTES = 65_536;

const selectSchema = z.object({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});
const describeSchema = z.object({ SecretId: z.string() });
const putSchema = z.object({
  SecretId: z.string(),
  SecretString: z.string({ error: 'only SecretString is run locally' }),
  ClientRequestToken: z.string().optional(),
  SecretBinary: z.undefined({ error: 'SecretBinary is not run locally' }).optional(),
  VersionStages: z.undefined({ error: 'VersionStages is not run locally' }).optional(),
});
const secretSchema = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z.unknown().optional(),
});

export type Secrets = {
  /** The API's actions by name; each throws `AwsError`. */
  actions: Readonly<Record<string, (input: unknown) => Record<string, unknown>>>;
  /** Makes a secret from the properties of `AWS::SecretsManager::Secret`; a value that is there already stays. */
  createSecret(arn: string, props: unknown): void;
  /** The ARN that a `SecretId` (an ARN, a part of one without its suffix, or a name) stands for. */
  arnOf: (secretId: string) => string | undefined;
};

/** Secrets Manager over the vault: the secrets of the template, with AWSCURRENT and AWSPREVIOUS. */
export function makeSecrets({ vault, now }: { vault: Vault; now: Now }): Secrets {
  const arnOf = (secretId: string) =>
    vault
      .secretArns()
      .find((arn) => arn === secretId || withoutSuffix(arn) === secretId || nameOf(arn) === secretId);
  const find = (secretId: string): { arn: string; secret: StoredSecret } => {
    const arn = arnOf(secretId);
    const secret = arn === undefined ? undefined : vault.secret(arn);
    if (arn === undefined || !secret) throw notFound("Secrets Manager can't find the specified secret.");
    return { arn, secret };
  };
  const version = (value: string, id: string = randomUUID()): SecretVersion => ({
    id,
    value,
    createdAt: now(),
  });

  return {
    arnOf,
    createSecret(arn, props) {
      if (vault.secret(arn)) return;
      const read = secretSchema.parse(props);
      const value = read.SecretString ?? generateSecretString(read.GenerateSecretString, nameOf(arn));
      vault.storeSecret(arn, { current: version(value) });
    },
    actions: {
      GetSecretValue(input) {
        const { SecretId, VersionId, VersionStage } = parse(selectSchema, input);
        const { arn, secret } = find(SecretId);
        const chosen = stages(secret).find(
          ([stage, each]) =>
            (VersionStage ?? (VersionId === undefined ? 'AWSCURRENT' : stage)) === stage &&
            (VersionId ?? each.id) === each.id,
        );
        if (!chosen) {
          throw notFound(
            `Secrets Manager can't find the specified secret value for ${VersionId ?? `staging label: ${VersionStage}`}`,
          );
        }
        const [stage, { id, value, createdAt }] = chosen;
        return {
          ARN: arn,
          Name: nameOf(arn),
          VersionId: id,
          SecretString: value,
          VersionStages: [stage],
          CreatedDate: createdAt / 1000,
        };
      },
      DescribeSecret(input) {
        const { arn, secret } = find(parse(describeSchema, input).SecretId);
        return {
          ARN: arn,
          Name: nameOf(arn),
          LastChangedDate: secret.current.createdAt / 1000,
          VersionIdsToStages: Object.fromEntries(stages(secret).map(([stage, each]) => [each.id, [stage]])),
        };
      },
      PutSecretValue(input) {
        const { SecretId, SecretString, ClientRequestToken } = parse(putSchema, input);
        const { arn, secret } = find(SecretId);
        if (Buffer.byteLength(SecretString) > MAX_VALUE_BYTES) {
          throw new AwsError(
            'InvalidParameterException',
            `SecretString is longer than ${MAX_VALUE_BYTES} bytes`,
          );
        }
        const known = stages(secret).find(([, each]) => each.id === ClientRequestToken);
        if (known && known[1].value !== SecretString) {
          throw new AwsError(
            'ResourceExistsException',
            `You can't use ClientRequestToken ${ClientRequestToken} because that value is already in use for a version of secret ${arn}.`,
          );
        }
        const current = known?.[1] ?? version(SecretString, ClientRequestToken);
        if (!known) vault.storeSecret(arn, { current, previous: secret.current });
        return {
          ARN: arn,
          Name: nameOf(arn),
          VersionId: current.id,
          VersionStages: [known?.[0] ?? 'AWSCURRENT'],
        };
      },
    },
  };
}

function stages(secret: StoredSecret): [string, SecretVersion][] {
  return [
    ['AWSCURRENT', secret.current],
    ...(secret.previous ? [['AWSPREVIOUS', secret.previous] satisfies [string, SecretVersion]] : []),
  ];
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const read = schema.safeParse(input);
  if (!read.success) throw new AwsError('ValidationException', z.prettifyError(read.error));
  return read.data;
}

const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);
/** Secrets Manager puts a hyphen and six characters behind a secret's name. */
const withoutSuffix = (arn: string): string => arn.replace(/-[A-Za-z0-9]{6}$/, '');
const nameOf = (arn: string): string => withoutSuffix(arn).split(':').slice(6).join(':');
