import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '#adapters/aws/connection.ts';
import { usage } from './cli-error.ts';
import type { Target } from './target.ts';

/** How AWS is reached for what has no route in the API: where, and the settings that name the stack's resources. */
export type Aws = {
  place: Place;
  /** `TABLE`, `DROP_BUCKET` and the like, by the names that the functions know them by. */
  settings: Readonly<Record<string, string | undefined>>;
  /** What the names of the stack's queues begin with. */
  stack: string;
};

/** A run on this machine says everything itself, in `aws.env` and `stack.env`; else it is the environment's, as the SDK reads it. */
export function findAws(target: Target | undefined, env: Readonly<Record<string, string | undefined>>): Aws {
  if (target?.data === undefined) {
    return { place: {}, settings: env, stack: env['PRESSWIRE_STACK'] ?? 'Presswire' };
  }
  const settings = { ...fileOf(target.data, 'stack.env'), ...fileOf(target.data, 'aws.env') };
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region } = settings;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (!endpoint || !region || !accessKeyId || !secretAccessKey) {
    throw usage(`${join(target.data, 'aws.env')} is damaged. Stop the run and start it again.`);
  }
  const credentials = { accessKeyId, secretAccessKey };
  return { place: { endpoint, region, credentials }, settings, stack: 'Presswire-local' };
}

function fileOf(folder: string, name: string): Record<string, string> {
  const file = join(folder, name);
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
}

/** A setting that names one of the stack's resources; `output` is what the stack calls it. Throws `CliError` without it. */
export function requireSetting({ settings }: Aws, name: string, output: string): string {
  const value = settings[name];
  if (value) return value;
  throw usage(
    `${name} is not set. It is the output ${output} of the stack: ` +
      `aws cloudformation describe-stacks --stack-name Presswire --query "Stacks[0].Outputs"`,
  );
}
