import { readFileSync, statSync } from 'node:fs';
import { verify, type VerifyProblem } from '#domain/webhook/sign.ts';
import { usage } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { verifyExport } from '../export/verify-export.ts';
import { renderFacts } from '../render-table.ts';

const TOLERANCE_SECONDS = 300;

/** What each answer means for the one who builds a receiver. */
const REMEDIES: Readonly<Record<VerifyProblem, string>> = {
  'timestamp-malformed': 'webhook-timestamp is no number of seconds. Take the header as it came.',
  'too-old': 'it was signed more than five minutes ago. For a webhook that you kept, add --any-age.',
  'too-new': 'it was signed more than five minutes ahead of this clock. Set the clock of this machine.',
  'no-signature-matches':
    'the signature is of other bytes or another secret. Take the body as it came, byte for byte, before anything ' +
    'parses it; of the secret everything behind and with "whsec_"; of an endpoint whose secret was rotated the new one.',
};

export const VERIFY: Command = {
  name: 'verify',
  about: 'check the signature of a webhook that you received, or an export',
  args: ['<body or folder>'],
  options: {
    headers: { value: '<file>', about: 'its headers, "name: value" a line, as curl -D writes them' },
    id: { value: '<id>', about: 'webhook-id, where there is no file of headers' },
    timestamp: { value: '<seconds>', about: 'webhook-timestamp' },
    signature: { value: '<text>', about: 'webhook-signature' },
    'secret-file': { value: '<file>', about: 'the secret; else PRESSWIRE_SECRET has it' },
    'any-age': { about: 'also when it was signed long ago' },
  },
  more:
    'For the partner: it asks nobody and needs no token. The body is a file, or - for the standard input. The secret is\n' +
    'the whsec_… of "endpoint create"; a public key whpk_… checks the second signature (v1a).\n' +
    'A folder is held to the manifest of "presswire export": hashes, form of each line, nothing twice.',
  examples: [
    'PRESSWIRE_SECRET=$(cat secret) presswire verify body.json --headers headers.txt',
    'presswire verify backup-2026-03',
  ],
  run: async (call) => {
    if (isFolder(call.arg(0))) return verifyFolder(call);
    const headers = headersOf(call);
    const body = await bodyOf(call);
    const nowSeconds = Math.floor(call.shell.nowMs() / 1000);
    const checked = check(call, {
      ...headers,
      body,
      now: call.isSet('any-age') ? Number(headers.timestamp) : nowSeconds,
    });
    if (checked.ok) {
      call.show({ verified: true }, 'The signature is right.');
      return 0;
    }
    call.show({ verified: false, problem: checked.error }, `Not verified: ${REMEDIES[checked.error]}`);
    return 1;
  },
};

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

async function verifyFolder(call: Call): Promise<0 | 1> {
  const { problems, ...facts } = await verifyExport(call.arg(0));
  const verified = problems.length === 0;
  const text = verified ? 'The export is whole.' : `Not verified: ${problems.join('\n')}`;
  call.show({ verified, ...facts, problems }, [renderFacts(facts), text].join('\n'));
  return verified ? 0 : 1;
}

type Signed = { id: string; timestamp: string; signature: string; body: string; now: number };

function check(call: Call, signed: Signed): ReturnType<typeof verify> {
  const secrets = [secretOf(call)];
  try {
    return verify({ ...signed, secrets, toleranceSeconds: TOLERANCE_SECONDS });
  } catch (error) {
    if (error instanceof RangeError) throw usage(`the secret cannot be one: ${error.message}`);
    throw error;
  }
}

function secretOf(call: Call): string {
  const file = call.text('secret-file');
  const secret = (file === undefined ? call.shell.env['PRESSWIRE_SECRET'] : readText(file))?.trim();
  if (!secret) throw usage('no secret is given: set PRESSWIRE_SECRET, or name a file with --secret-file');
  return secret;
}

function headersOf(call: Call): Omit<Signed, 'body' | 'now'> {
  const file = call.text('headers');
  const lines = file === undefined ? [] : [...readText(file).matchAll(/^([\w-]+)\s*:\s*(.*?)\s*$/gm)];
  const named = new Map(lines.map(([, name = '', value = '']) => [name.toLowerCase(), value]));
  const take = (option: string): string => {
    const value = call.text(option) ?? named.get(`webhook-${option}`);
    if (value === undefined)
      throw usage(`webhook-${option} is missing: give --headers <file>, or --${option}`);
    return value;
  };
  return { id: take('id'), timestamp: take('timestamp'), signature: take('signature') };
}

async function bodyOf(call: Call): Promise<string> {
  return call.arg(0) === '-' ? call.shell.input() : readText(call.arg(0));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw usage(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
