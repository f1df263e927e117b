import { Agent } from 'undici';
import { checkEndpointUrl, PUBLIC_ONLY, type UrlPolicy } from '#domain/webhook/address.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import { readOnce } from '#domain/webhook/read-once.ts';
import { TransientError } from '#platform/errors.ts';
import type { WebhookRequest, WebhookSender } from '#ports/webhook-sender.ts';
import { askOnce } from './ask-once.ts';
import { errorCodeOf } from './error-code.ts';
import { makeGuardedConnector } from './guarded-connector.ts';
import { resolveWithSystem, type Resolve } from './guarded-lookup.ts';
import type { OpenSocket, SocketRules } from './guarded-socket.ts';
import { makeOriginSlots } from './origin-slots.ts';
import { NotConnectedError } from './not-connected-error.ts';
import { ownFaultOf } from './own-fault.ts';

/** Bounds of one request (webhooks.md §5, Limits): nothing that a receiver does takes longer or needs more. */
export const SENDER_LIMITS = {
  dnsMs: 2_000,
  connectMs: 3_000,
  tlsMs: 5_000,
  totalMs: 15_000,
  bodyBytes: 16_384,
  headerBytes: 16_384,
  connectionsPerOrigin: 4,
  /** How long a request waits for one of them before its own time begins. */
  freeMs: 1_000,
} as const;
export type SenderLimits = { [Limit in keyof typeof SENDER_LIMITS]: number };

export type SenderOptions = {
  /** Which URLs are posted to; with `loopback` the machine's own addresses may be connected to as well. */
  urlPolicy?: UrlPolicy;
  limits?: Partial<SenderLimits>;
  resolve?: Resolve;
  /** Opens the connections whose addresses were checked; by default `node:net`'s. */
  connect?: SocketRules['connect'];
};

const MOST_ORIGINS = 1_000;
const LOOK_HEADERS = { 'user-agent': 'Presswire/1' } as const;

/** How far a request has come. */
type Progress = { phase: 'headers' | 'body'; firstByteMs?: number };

/** Where a URL leads to by its text, or why nobody goes there. */
type Target = { origin: string; path: string } | { blocked: string };

/** The newest connection to an origin: the one that a request goes over, or as good as it. */
type Connection = Pick<OpenSocket, 'address' | 'timings'> & { openedAt: number };

/**
 * Sends webhooks to addresses that partners gave, none of which is trusted: only public addresses, checked when the
 * connection is made; no redirects, nothing inflated, at most 16 KiB of headers and of body, 15 s in all. What the peer
 * does is an Outcome; `post` never throws for it, but where no connection to an origin was free for us in time.
 */
export function makeGuardedSender(options: SenderOptions = {}): WebhookSender & { close(): Promise<void> } {
  const limits: SenderLimits = { ...SENDER_LIMITS, ...options.limits };
  const urlPolicy = options.urlPolicy ?? PUBLIC_ONLY;
  const connections = new Map<string, Connection>();
  const agent = new Agent({
    connect: makeGuardedConnector({
      resolve: options.resolve ?? resolveWithSystem,
      limits,
      loopback: urlPolicy.loopback,
      connect: options.connect,
      onConnected: (origin, opened) => remember(connections, origin, opened),
    }),
    connections: limits.connectionsPerOrigin,
    pipelining: 1,
    maxHeaderSize: limits.headerBytes,
    // `askOnce` bounds the whole of a request.
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
  });

  const targetOf = readOnce((url) => readTarget(url, urlPolicy));
  const slots = makeOriginSlots({ most: limits.connectionsPerOrigin, freeMs: limits.freeMs });
  const exchanged = (request: Asked): Promise<Outcome> => {
    const target = targetOf(request.url);
    return 'origin' in target
      ? slots(target.origin, () => exchangedWith(request, target))
      : exchangedWith(request, target);
  };
  const exchangedWith = async (request: Asked, target: Target): Promise<Outcome> => {
    const startedAt = performance.now();
    const progress: Progress = { phase: 'headers' };
    const outcome = await exchange(request, { agent, limits, target, progress, startedAt }).catch(
      (error: unknown) => outcomeOf(error),
    );
    const connection =
      'origin' in target && wasConnected(outcome) ? connections.get(target.origin) : undefined;
    return {
      ...outcome,
      durationMs: Math.round(performance.now() - startedAt),
      ...(connection === undefined ? {} : { address: connection.address }),
      ...timingsOf(connection, progress, startedAt),
    };
  };
  return {
    post: (request) => exchanged({ ...request, method: 'POST' }),
    look: (url) => exchanged({ url, method: 'GET', headers: LOOK_HEADERS, body: null }),
    close: () => agent.destroy(),
  };
}

/** The phases of a connection belong to a request only where it was opened for it. */
function timingsOf(
  connection: Connection | undefined,
  { firstByteMs }: Progress,
  startedAt: number,
): Pick<Outcome, 'timings'> {
  const opening = connection !== undefined && connection.openedAt >= startedAt ? connection.timings : {};
  const timings = { ...opening, ...(firstByteMs === undefined ? {} : { firstByteMs }) };
  return Object.keys(timings).length === 0 ? {} : { timings };
}

type Asked = Pick<WebhookRequest, 'url' | 'headers'> & { method: 'POST' | 'GET'; body: string | null };
type Exchange = {
  agent: Agent;
  limits: SenderLimits;
  target: Target;
  progress: Progress;
  startedAt: number;
};
type Came = Outcome extends infer One
  ? One extends Outcome
    ? Omit<One, 'durationMs' | 'address' | 'timings'>
    : never
  : never;

async function exchange(
  { method, headers, body }: Asked,
  { agent, limits, target, progress, startedAt }: Exchange,
): Promise<Came> {
  if ('blocked' in target) return { kind: 'blocked', detail: target.blocked };
  const answer = await askOnce(
    agent,
    { ...target, method, headers: { ...headers, 'accept-encoding': 'identity' }, body },
    limits,
    () => {
      progress.phase = 'body';
      progress.firstByteMs = Math.round(performance.now() - startedAt);
    },
  );
  if (answer !== 'late') return { kind: 'response', ...answer };
  const { totalMs } = limits;
  return { kind: 'timed-out', phase: progress.phase, detail: `No whole answer within ${totalMs} ms.` };
}

function readTarget(url: string, urlPolicy: UrlPolicy): Target {
  const checked = checkEndpointUrl(url, urlPolicy);
  if (!checked.ok) return { blocked: `${checked.error.found}: ${checked.error.remedy}` };
  const { origin, pathname, search } = new URL(checked.value);
  return { origin, path: `${pathname}${search}` };
}

function remember(
  connections: Map<string, Connection>,
  origin: string,
  { address, timings }: OpenSocket,
): void {
  if (connections.size >= MOST_ORIGINS) connections.clear();
  connections.set(origin, { address, timings, openedAt: performance.now() });
}

function wasConnected(outcome: Came): boolean {
  switch (outcome.kind) {
    case 'response':
    case 'broken':
      return true;
    case 'timed-out':
      return outcome.phase === 'headers' || outcome.phase === 'body';
    case 'blocked':
    case 'dns-failed':
    case 'connect-failed':
    case 'tls-failed':
      return false;
  }
}

function outcomeOf(error: unknown): Came {
  if (error instanceof NotConnectedError) return notConnected(error);
  const ownFault = error instanceof TransientError ? error : ownFaultOf(error);
  if (ownFault !== undefined) throw ownFault;
  const code = errorCodeOf(error);
  return { kind: 'broken', detail: code ?? (error instanceof Error ? error.name : 'unknown') };
}

function notConnected({ reason, message }: NotConnectedError): Came {
  switch (reason) {
    case 'dns-timed-out':
      return { kind: 'timed-out', phase: 'dns', detail: message };
    case 'connect-timed-out':
      return { kind: 'timed-out', phase: 'connect', detail: message };
    case 'tls-timed-out':
      return { kind: 'timed-out', phase: 'tls', detail: message };
    case 'blocked':
    case 'dns-failed':
    case 'connect-failed':
    case 'tls-failed':
      return { kind: reason, detail: message };
  }
}
