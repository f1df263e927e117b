import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import * as z from 'zod';
import { StartError } from '../start-error.ts';
import { fingerprint, type Inputs } from './fingerprint.ts';

/** What the app is made from, as far as it lies in the project; packages are spoken for by the lockfile. */
const INPUTS: Inputs = {
  files: [
    'console/**/*',
    'infra/**/*',
    'functions/**/*',
    'shared/**/*',
    'package-lock.json',
    'package.json',
    'cdk.json',
    'cdk.context.json',
  ],
  environment: ['CDK_CONTEXT*', 'CDK_DEFAULT*', 'PRESSWIRE_*'],
};
const KEEP_UNUSED_MS = 7 * 86_400_000;
/** An app that has not come to an end by then was interrupted. */
const KEEP_UNFINISHED_MS = 3_600_000;

export type SynthOptions = {
  /** The folder with `cdk.json`. */
  project: string;
  /** Where assemblies are kept, each under its fingerprint. */
  cache: string;
  /** Variables for the app, beside those of this process. */
  environment?: Readonly<Record<string, string>>;
  inputs?: Inputs;
};
export type Synthesised = { assembly: string; cached: boolean };

/**
 * Gives the cloud assembly of the project's CDK app: the kept one when nothing it is made from has changed, else a new
 * one. An assembly appears under its name whole or not at all, so runs at the same time do not disturb each other.
 * Throws `StartError` with the app's own words when the app fails.
 */
export async function synthesise(options: SynthOptions): Promise<Synthesised> {
  const { project, cache, environment = {}, inputs = INPUTS } = options;
  const command = appCommand(project);
  const env = { ...process.env, ...environment };
  const assembly = join(cache, fingerprint({ project, command, inputs, env }));
  if (existsSync(join(assembly, 'manifest.json'))) {
    utimesSync(assembly, new Date(), new Date());
    return { assembly, cached: true };
  }
  mkdirSync(cache, { recursive: true });
  forgetUnused(cache);
  const unfinished = mkdtempSync(`${assembly}.`);
  await runApp({ command, project, outdir: unfinished, env });
  try {
    renameSync(unfinished, assembly);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(join(assembly, 'manifest.json'))) throw error;
  }
  return { assembly, cached: false };
}

function appCommand(project: string): string {
  const file = join(project, 'cdk.json');
  const read = z.object({ app: z.string() }).safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new StartError(`${file} names no app; it needs "app": "node infra/app.ts"`);
  return read.data.app;
}

type AppRun = { command: string; project: string; outdir: string; env: NodeJS.ProcessEnv };

/** The app runs with this process's Node, whatever `node` is on the machine. */
function runApp({ command, project, outdir, env }: AppRun): Promise<void> {
  const path = `${dirname(process.execPath)}${delimiter}${env['PATH'] ?? ''}`;
  const app = spawn(command, {
    cwd: project,
    env: { ...env, PATH: path, CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' },
    shell: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const complaints: Buffer[] = [];
  app.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  return new Promise((done, fail) => {
    app.on('error', fail);
    app.on('close', (code) => {
      if (code === 0 && existsSync(join(outdir, 'manifest.json'))) return done();
      rmSync(outdir, { recursive: true, force: true });
      const said = Buffer.concat(complaints).toString().trim();
      fail(new StartError(`the CDK app (${command}) failed with code ${code}:\n${said}`));
    });
  });
}

function forgetUnused(cache: string): void {
  for (const name of readdirSync(cache)) {
    const kept = join(cache, name);
    const keepMs = name.includes('.') ? KEEP_UNFINISHED_MS : KEEP_UNUSED_MS;
    if (Date.now() - statSync(kept).mtimeMs > keepMs) rmSync(kept, { recursive: true, force: true });
  }
}
