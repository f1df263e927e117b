import { join } from 'node:path';
import { operatorToken } from './presswire/operator-token.ts';
import { putSampleNewsrooms } from './presswire/sample-newsrooms.ts';
import { appEnvironment, dropKeyOf, OUTPUTS } from './presswire/stack-names.ts';
import { startStack, type RunningStack, type StackOptions } from './start-stack.ts';
import { synthesise } from './synth/synthesise.ts';
import type { Stack } from './template/stack.ts';

export type LocalOptions = Omit<StackOptions, 'synthesise' | 'drop'> & {
  /** A folder whose `<newsroom>/<file>` are mirrored into the drop bucket; needs `data`. */
  drop?: string;
  /** Partners' endpoints must be https on public addresses, as on AWS. */
  publicOnly?: boolean;
  /** Whether a table without newsrooms gets the sample ones; by default it does. */
  sample?: boolean;
  /** A cloud assembly to run as it is; by default the app's is synthesised, or taken from the cache. */
  assembly?: string;
  /** The folder with `cdk.json`; by default this project's. */
  project?: string;
  /** Where assemblies are kept. */
  cache?: string;
};

export type Running = Omit<RunningStack, 'stack' | 'table'> & {
  stack: Stack;
  /** Physical names. */
  dropBucket: string;
  publicBucket: string;
  table: string;
  /** What the operator's calls to the API carry: `Authorization: Bearer <token>`. */
  operatorToken: string;
};

const PROJECT = join(import.meta.dirname, '..');

/**
 * Runs Presswire on this machine: the synthesised stack with its functions, addresses and a token for the operator.
 * Throws `StartError` with a line for a person: a port or a data directory in use, an app that does not synthesise.
 */
export async function startLocal(options: LocalOptions = {}): Promise<Running> {
  const { drop, publicOnly = false, sample = true, assembly, project = PROJECT, cache, ...rest } = options;
  const running = await startStack({
    ...rest,
    synthesise: async () =>
      assembly === undefined
        ? synthesise({
            project,
            cache: cache ?? join(project, 'cdk.out', 'local'),
            environment: appEnvironment(publicOnly),
          })
        : { assembly, cached: false },
    ...(drop === undefined
      ? {}
      : { drop: { folder: drop, keyOf: dropKeyOf, bucket: (stack) => output(stack, OUTPUTS.dropBucket) } }),
  });
  try {
    const table = output(running.stack, OUTPUTS.table);
    if (sample) await putSampleNewsrooms(running.aws, table);
    return {
      ...running,
      table,
      dropBucket: output(running.stack, OUTPUTS.dropBucket),
      publicBucket: output(running.stack, OUTPUTS.publicBucket),
      operatorToken: await operatorToken(running.aws, table, running.now()),
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

function output(stack: Stack, name: string): string {
  const value = stack.outputs()[name];
  if (value === undefined) throw new Error(`the stack has no output ${name}`);
  return value;
}
