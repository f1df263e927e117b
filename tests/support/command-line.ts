import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stackEnvironment } from '../../local/presswire/stack-environment.ts';
import type { Running } from '../../local/start.ts';

/** `presswire …` in a process of its own beside a running stack, with the settings of ingest, as an operator has them. */
export async function presswire(
  running: Running,
  ...words: string[]
): Promise<{ code: unknown; said: string }> {
  const { accessKeyId, secretAccessKey } = running.aws.credentials;
  const child = spawn(process.execPath, ['cli/presswire.js', ...words], {
    env: {
      PATH: process.env['PATH'],
      ...stackEnvironment(running.functions),
      PRESSWIRE_SITE: running.site,
      PRESSWIRE_TOKEN: running.operatorToken,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: running.aws.region,
      AWS_ENDPOINT_URL: running.s3,
    },
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const [code] = await once(child, 'exit');
  return { code, said };
}
