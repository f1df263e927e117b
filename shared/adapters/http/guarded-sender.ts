import { Agent, request as send, type Dispatcher } from 'undici';
import { checkEndpointUrl, PUBLIC_ONLY, type UrlPolicy } from '#domain/webhook/address.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import type { WebhookRequest, WebhookSender } from '#ports/webhook-sender.ts';
import { makeGuardedConnector } from './guarded-connector.ts';
import { resolveWithSystem, type Resolve } from './guarded-lookup.ts';
import { NotConnectedError } from './not-connected-error.ts';

/** Bounds of one request (webhooks.md §5, Limits): nothing that a receiver does takes longer or needs more. */
export const SENDER_LIMITS = {
  dnsMs: 2_000,
  connectMs: 3_000,
  headersMs: 15_000,
  totalMs: 15_000,
  bodyBytes: 16_384,
  headerBytes: 16_384,
  connectionsPerOrigin: 4,
} as const;
export type SenderLimits = { [Limit in keyof typeof SENDER_LIMITS]: number };

export type SenderOptions = {
  /** Which URLs are posted to; with `loopback` the machine's own addresses may be connected to as well. */
  urlPolicy?: UrlPolicy;
  limits?: Partial<SenderLimits>;
  resolve?: Resolve;
};

const MOST_ADDRESSES = 1_000;

/** How far a request has come. */
type Progress = { phase: 'headers' | 'body' };

/**
 * Sends webhooks to addresses that partners gave, none of which is trusted: only public addresses, checked when the
 * connection is made; no redirects, nothing inflated, at most 16 KiB of headers and of body, 15 s in all. What the peer
 * does is an Outcome; `post` never throws for it.
 */
export function makeGuardedSender(options: SenderOptions = {}): WebhookSender & { close(): Promise<void> } {
  const limits: SenderLimits = { ...SENDER_LIMITS, ...options.limits };
  const urlPolicy = options.urlPolicy ?? PUBLIC_ONLY;
  const addresses = new Map<string, string>();
  const agent = new Agent({
    connect: makeGuardedConnector({
      resolve: options.resolve ?? resolveWithSystem,
      limits,
      loopback: urlPolicy.loopback,
      onConnected: (origin, address) => remember(addresses, origin, address),
    }),
    connections: limits.connectionsPerOrigin,
    pipelining: 1,
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.totalMs,
    allowH2: false,
  });

  return {
    async post(request) {
      const startedAt = performance.now();
      const progress: Progress = { phase: 'headers' };
      const outcome = await exchange(request, { agent, limits, urlPolicy, progress }).catch(
        (error: unknown) => outcomeOf(error, progress, limits),
      );
      const address = addresses.get(originOf(request.url));
      return {
        ...outcome,
        durationMs: Math.round(performance.now() - startedAt),
        ...(address === undefined || !wasConnected(outcome) ? {} : { address }),
      };
    },
    close: () => agent.destroy(),
  };
}

type Exchange = { agent: Agent; limits: SenderLimits; urlPolicy: UrlPolicy; progress: Progress };
type Came = Outcome extends infer One
  ? One extends Outcome
    ? Omit<One, 'durationMs' | 'address'>
    : never
  : never;

async function exchange(
  { url, headers, body }: WebhookRequest,
  { agent, limits, urlPolicy, progress }: Exchange,
): Promise<Came> {
  const checked = checkEndpointUrl(url, urlPolicy);
  if (!checked.ok) return { kind: 'blocked', detail: `${checked.error.found}: ${checked.error.remedy}` };
  const response = await send(checked.value, {
    dispatcher: agent,
    method: 'POST',
    headers: { ...headers, 'accept-encoding': 'identity' },
    body,
    signal: AbortSignal.timeout(limits.totalMs),
  });
  progress.phase = 'body';
  const read = await readBody(response.body, limits.bodyBytes);
  return {
    kind: 'response',
    status: response.statusCode,
    headers: flattened(response.headers),
    ...read,
  };
}

/** Reads no more than `maxBytes`; where there is more, the connection is dropped with it. */
async function readBody(
  stream: Dispatcher.ResponseData['body'],
  maxBytes: number,
): Promise<{ body: string; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) continue;
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  const bytes = Buffer.concat(chunks).subarray(0, maxBytes);
  return { body: new TextDecoder().decode(bytes), truncated: length > maxBytes };
}

function remember(addresses: Map<string, string>, origin: string, address: string): void {
  if (addresses.size >= MOST_ADDRESSES) addresses.clear();
  addresses.set(origin, address);
}

function wasConnected(outcome: Came): boolean {
  switch (outcome.kind) {
    case 'response':
    case 'broken':
      return true;
    case 'timed-out':
      return outcome.phase !== 'connect';
    case 'blocked':
    case 'dns-failed':
    case 'connect-failed':
    case 'tls-failed':
      return false;
  }
}

function flattened(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), [value].flat().join(', ')]],
    ),
  );
}

function outcomeOf(error: unknown, progress: Progress, limits: SenderLimits): Came {
  if (error instanceof NotConnectedError) {
    return error.reason === 'connect-timed-out'
      ? { kind: 'timed-out', phase: 'connect', detail: error.message }
      : { kind: error.reason, detail: error.message };
  }
  const { name, code } = described(error);
  const isLate =
    name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT';
  if (isLate) {
    return {
      kind: 'timed-out',
      phase: progress.phase,
      detail: `No whole answer within ${limits.totalMs} ms.`,
    };
  }
  return { kind: 'broken', detail: code ?? name };
}

function described(error: unknown): { name: string; code?: string } {
  if (!(error instanceof Error)) return { name: 'unknown' };
  return 'code' in error && typeof error.code === 'string'
    ? { name: error.name, code: error.code }
    : { name: error.name };
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
