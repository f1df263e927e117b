import { SaxesParser } from 'saxes';
import * as z from 'zod';
import { reasonOf, type Api } from './api.ts';
import type { Aws } from './aws.ts';
import { CliError } from './cli-error.ts';
import { readDeadLetters } from './dead-letters.ts';

/** One thing that was looked at: how it is, and where it is not well what to do. */
export type Check = { what: string; state: 'ok' | 'bad' | 'unknown'; found: string; remedy?: string };

const PATIENCE_MS = 15_000;
const MOST_BYTES = 2_000_000;
/** Receivers refuse what was signed five minutes off. */
const MOST_SKEW_MS = 60_000;
/** A missed build may be the clock's; three are a standstill. */
const MOST_BUILDS_MISSED = 3;

const FEEDS = {
  '/feed.xml': 'application/rss+xml',
  '/atom.xml': 'application/atom+xml',
  '/feed.json': 'application/feed+json',
};
const statusSchema = z.object({ newestBuild: z.string(), buildEverySeconds: z.number() });

type Fetched = { status: number; type: string; text: string; dateMs: number };

/** The public side of a Presswire: whether it is there, up to date, in time, and its feeds such that readers take them. */
export async function checkSite(site: string, nowMs: () => number): Promise<Check[]> {
  const status = await fetched(`${site}/status.json`);
  if (typeof status === 'string') {
    const remedy = 'Check the address and the network. Locally: is "npm start" still running?';
    return [{ what: 'site', state: 'bad', found: `${site} does not answer: ${status}`, remedy }];
  }
  const checks: Check[] = [
    { what: 'site', state: 'ok', found: site },
    freshness(status, nowMs()),
    skew(status, nowMs()),
  ];
  for (const [path, type] of Object.entries(FEEDS))
    checks.push(feedCheck(path, type, await fetched(site + path)));
  const keys = await fetched(`${site}/.well-known/webhook-keys.json`);
  const areKeys = typeof keys !== 'string' && keys.status === 200 && isWellFormed('json', keys.text);
  checks.push(
    areKeys
      ? { what: 'webhook keys', state: 'ok', found: 'partners can read the public keys' }
      : { what: 'webhook keys', state: 'bad', found: said(keys), remedy: 'See the log of the api function.' },
  );
  return checks;
}

/** The API, and what the token opens. */
export async function checkToken(api: Api, hasToken: boolean): Promise<Check> {
  const what = 'token';
  if (!hasToken) return { what, state: 'unknown', found: 'none is given', remedy: 'Set PRESSWIRE_TOKEN.' };
  try {
    const { status } = await api.ask('GET', '/api/tokens');
    if (status === 200) return { what, state: 'ok', found: "an operator's" };
    if (status === 404)
      return { what, state: 'ok', found: "a partner's or author's: it opens its own things only" };
    if (status === 401) {
      const remedy =
        'It was revoked or mistyped. Lost all? "presswire token first" makes one with AWS credentials.';
      return { what, state: 'bad', found: 'the API does not know it', remedy };
    }
    return { what, state: 'bad', found: `the API answers ${status}`, remedy: 'Runbook: api-errors.' };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { what, state: 'bad', found: error.message, remedy: 'Runbook: api-errors.' };
  }
}

/** Messages that nobody could work off, where the credentials allow to look. */
export async function checkDeadLetters(aws: Aws): Promise<Check> {
  const what = 'dead letters';
  try {
    const { letters } = await readDeadLetters(aws);
    if (letters.length === 0) {
      const remedy = 'Set AWS_REGION, and PRESSWIRE_STACK to the name of the stack.';
      return { what, state: 'unknown', found: `no queues of "${aws.stack}" are to be seen`, remedy };
    }
    const full = letters.filter(({ messages }) => messages > 0);
    if (full.length === 0) return { what, state: 'ok', found: `none in ${letters.length} queues` };
    const found = full.map(({ queue, messages }) => `${queue} ${messages}`).join(', ');
    const names = full.map(({ queue }) => `${queue}-dead`).join(', ');
    return {
      what,
      state: 'bad',
      found,
      remedy: `Runbook: ${names}. After the cause is mended: presswire redrive.`,
    };
  } catch (error) {
    const found = `AWS did not tell: ${reasonOf(error)}`;
    return {
      what,
      state: 'unknown',
      found,
      remedy: 'It needs AWS_REGION and credentials that may list queues.',
    };
  }
}

function freshness({ status, text }: Fetched, nowMs: number): Check {
  const what = 'freshness';
  const read = status === 200 ? statusSchema.safeParse(jsonOf(text)) : undefined;
  if (!read?.success) {
    const remedy = 'A new deployment has it after five minutes. Else runbook: feeds-age.';
    return { what, state: 'bad', found: `/status.json answers ${status}`, remedy };
  }
  const { newestBuild, buildEverySeconds } = read.data;
  const lateMs = nowMs - Date.parse(newestBuild);
  const isLate = lateMs > MOST_BUILDS_MISSED * buildEverySeconds * 1000;
  const found = `the site was last built at ${newestBuild}`;
  return isLate
    ? {
        what,
        state: 'bad',
        found,
        remedy: 'Nothing has been built for a while. Runbook: feeds-age, clock-errors.',
      }
    : { what, state: 'ok', found };
}

function skew({ dateMs }: Fetched, nowMs: number): Check {
  const what = 'clock';
  if (Number.isNaN(dateMs)) return { what, state: 'unknown', found: 'the site does not say its time' };
  const seconds = Math.round((nowMs - dateMs) / 1000);
  const found = `this machine is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the site`;
  return Math.abs(nowMs - dateMs) <= MOST_SKEW_MS
    ? { what, state: 'ok', found }
    : { what, state: 'bad', found, remedy: 'Set the clock of this machine: "verify" and AWS go by it.' };
}

function feedCheck(path: string, type: string, answer: Fetched | string): Check {
  const remedy = 'Readers keep the last good one. Runbook: feed-gate-failed, feeds-dead.';
  const bad = (found: string): Check => ({ what: path, state: 'bad', found, remedy });
  if (typeof answer === 'string' || answer.status !== 200) return bad(said(answer));
  if (!answer.type.startsWith(type)) return bad(`it is served as "${answer.type}", not as ${type}`);
  if (!isWellFormed(path.endsWith('.json') ? 'json' : 'xml', answer.text))
    return bad('it is not well-formed');
  return { what: path, state: 'ok', found: `well-formed, ${answer.text.length} characters` };
}

function said(answer: Fetched | string): string {
  return typeof answer === 'string' ? `no answer: ${answer}` : `the answer is ${answer.status}`;
}

/** An answer, or in a word why there was none. */
async function fetched(url: string): Promise<Fetched | string> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = (await response.text()).slice(0, MOST_BYTES);
    const { status, headers } = response;
    return {
      status,
      type: headers.get('content-type') ?? '',
      text,
      dateMs: Date.parse(headers.get('date') ?? ''),
    };
  } catch (error) {
    return reasonOf(error);
  }
}

function isWellFormed(kind: 'json' | 'xml', text: string): boolean {
  if (kind === 'json') return jsonOf(text) !== undefined;
  const parser = new SaxesParser({ xmlns: true });
  let isGood = true;
  parser.on('error', () => {
    isGood = false;
  });
  parser.write(text).close();
  return isGood;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
