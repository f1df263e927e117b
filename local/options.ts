import { parseArgs } from 'node:util';
import { StartError } from './start-error.ts';

export type Options = {
  help: boolean;
  port: number;
  awsPort: number;
  data: string;
  drop: string;
  /** Whether the samples are put in on a first start. */
  sample: boolean;
  publicOnly: boolean;
};

export const HELP = `Runs Presswire on this machine.

  npm start -- [options]

  --port <n>        port of the site and the API (8080; 0 means any free one)
  --aws-port <n>    port of the S3, SQS, DynamoDB and Secrets Manager endpoint (4566; 0 means any)
  --data <folder>   where everything is kept (.presswire)
  --drop <folder>   files in <folder>/<newsroom>/ are published (./drop)
  --no-sample       start without the sample newsrooms and releases
  --public-only     partners' endpoints must be https on public addresses, as on AWS
  --help            this text
`;

const DEFAULTS = { port: 8080, awsPort: 4566, data: '.presswire', drop: './drop' } as const;

/** Reads the command line. Throws `StartError` with one line for an option that is unknown or has no sense. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  if (positionals.length > 0) throw new StartError(`"${positionals.join(' ')}" is no option; ${SEE_HELP}`);
  return {
    help: values.help ?? false,
    port: portOf('--port', values.port, DEFAULTS.port),
    awsPort: portOf('--aws-port', values['aws-port'], DEFAULTS.awsPort),
    data: folderOf('--data', values.data, DEFAULTS.data),
    drop: folderOf('--drop', values.drop, DEFAULTS.drop),
    sample: !values['no-sample'],
    publicOnly: values['public-only'] ?? false,
  };
}

const SEE_HELP = 'npm start -- --help lists them';

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        port: { type: 'string' },
        'aws-port': { type: 'string' },
        data: { type: 'string' },
        drop: { type: 'string' },
        'no-sample': { type: 'boolean' },
        'public-only': { type: 'boolean' },
      },
    });
  } catch (error) {
    const what = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : String(error);
    throw new StartError(`${what}; ${SEE_HELP}`);
  }
}

function portOf(option: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port <= 65_535) return port;
  throw new StartError(`${option} is "${given}"; it needs a port number from 0 to 65535`);
}

function folderOf(option: string, given: string | undefined, otherwise: string): string {
  if (given === '') throw new StartError(`${option} is empty; it needs a folder`);
  return given ?? otherwise;
}
