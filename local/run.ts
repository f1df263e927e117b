import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeLogFiles, type LogFiles } from './log-files.ts';
import { makeJourneyPrinter, type JourneyPrinter } from './presswire/journey.ts';
import { copySampleReleases } from './presswire/sample-newsrooms.ts';
import { stackEnvironment } from './presswire/stack-environment.ts';
import { startSamplePartner } from './presswire/sample-partner.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { StartError } from './start-error.ts';
import { startLocal, type Running } from './start.ts';

const EXIT_USAGE = 2;
const OWNER_ONLY = 0o600;
/** The data hold the keyring's root and the tokens. */
const OWNER_ONLY_FOLDER = 0o700;

/** What other programs on this machine find the run by (DESIGN §7). */
function describe(running: Running): Record<string, string> {
  const { site, s3, dropBucket, publicBucket, operatorToken } = running;
  return { site, s3, dropBucket, publicBucket, operatorToken };
}

/** What an S3 client needs to come in, for a shell to read: `set -a; . .presswire/aws.env`. */
function awsEnvironment({ aws, s3 }: Running): string {
  const { accessKeyId, secretAccessKey } = aws.credentials;
  const variables = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: aws.region,
    AWS_DEFAULT_REGION: aws.region,
    AWS_ENDPOINT_URL: s3,
  };
  return shellOf(variables);
}

function shellOf(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function banner(running: Running, options: Options): string {
  return [
    '',
    `  Presswire  ${running.site}`,
    `  API        ${running.site}/api/   Authorization: Bearer ${running.operatorToken}`,
    `  S3         ${running.s3}   s3://${running.dropBucket}/incoming/<newsroom>/`,
    `  S3 keys    set -a; . ${join(options.data, 'aws.env')}`,
    `  Drop       ${join(options.drop, '<newsroom>', '<file>')}`,
    `  Logs       ${join(options.data, 'logs')}   Ctrl-C stops`,
    '',
  ].join('\n');
}

/** A function's log goes to its file; what went wrong is also said here, in one line. */
const onLog =
  (files: LogFiles) =>
  (name: string, line: string): void => {
    files.write(name, line);
    if (line.startsWith('ERROR ') || name === 'drop') console.error(`[${name}] ${line}`);
  };

/** `npm start`: runs Presswire until a signal. Ends the process with code 2 and one line for what a person can put right. */
export async function run(args: readonly string[]): Promise<void> {
  stopWhenNobodyListens();
  try {
    await start(args);
  } catch (error) {
    fail(error);
  }
}

async function start(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) return console.log(HELP);
  makeFolder('--data', options.data, OWNER_ONLY_FOLDER);
  const isFirst = !existsSync(options.drop);
  makeFolder('--drop', options.drop);
  const files = makeLogFiles(join(options.data, 'logs'));
  const { port, awsPort, data, drop, publicOnly, sample } = options;
  const started: { running?: Running } = {};
  const journey = makeJourneyPrinter({
    aws: () => runningOf(started).aws,
    dropBucket: () => started.running?.dropBucket ?? DROP_BUCKET_UNKNOWN,
    print: (line) => console.log(line),
    now: () => Date.now(),
  });
  const onObject = journey.onObject;
  const running = await startLocal({
    port,
    awsPort,
    data,
    drop,
    publicOnly,
    sample,
    onLog: onLog(files),
    onObject,
  });
  started.running = running;
  writeFileSync(join(data, 'aws.env'), awsEnvironment(running), { mode: OWNER_ONLY });
  writeFileSync(join(data, 'stack.env'), shellOf(stackEnvironment(running.functions)), { mode: OWNER_ONLY });
  writeFileSync(join(data, 'local.json'), `${JSON.stringify(describe(running))}\n`, { mode: OWNER_ONLY });
  console.log(banner(running, options));
  if (sample && isFirst) copySampleReleases(drop);
  stopOnSignal(running, files);
  if (sample && !publicOnly) await joinSamplePartner(running, journey);
}

function makeFolder(option: string, path: string, mode?: number): void {
  try {
    mkdirSync(path, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  } catch (error) {
    const why = error instanceof Error ? error.message.split(',')[0] : String(error);
    throw new StartError(`${option} is "${path}", where no folder can be made (${why}); give another`);
  }
}

const DROP_BUCKET_UNKNOWN = '';

function runningOf({ running }: { running?: Running }): Running {
  if (running === undefined) throw new Error('the run has not started yet');
  return running;
}

/** A partner that cannot be had does not stop the run. */
async function joinSamplePartner(running: Running, journey: JourneyPrinter): Promise<void> {
  const { site, operatorToken, aws, now } = running;
  try {
    const { onTold } = journey;
    await startSamplePartner({ site, operatorToken, vault: aws.vault, now, onTold });
  } catch (error) {
    console.error(`  no sample partner: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function stopOnSignal(running: Running, files: LogFiles): void {
  const stop = (): void => {
    // A second signal does not wait.
    process.once('SIGINT', () => process.exit(1));
    running.stop().then(
      () => {
        files.close();
        process.exit(0);
      },
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** A reader that went away, as in `npm start | head`, is a signal to stop and no error of the run. */
function stopWhenNobodyListens(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.once('error', () => process.kill(process.pid, 'SIGTERM'));
    stream.on('error', () => {});
  }
}

function fail(error: unknown): never {
  if (error instanceof StartError) console.error(`presswire: ${error.message}`);
  else console.error('presswire: cannot start:', error);
  process.exit(error instanceof StartError ? EXIT_USAGE : 1);
}
