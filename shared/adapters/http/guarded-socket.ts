import { once } from 'node:events';
import {
  connect as connectTcp,
  isIP,
  type LookupFunction,
  type Socket,
  type TcpNetConnectOpts,
} from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { errorCodeOf } from './error-code.ts';
import { lookUpAllowed, type Address, type Resolve } from './guarded-lookup.ts';
import { NotConnectedError } from './not-connected-error.ts';
import { ownFaultOf } from './own-fault.ts';
import { within } from './within.ts';

export type SocketLimits = { dnsMs: number; connectMs: number; tlsMs: number };

/** How a socket is opened. `isLiteralAllowed`: addresses in the place of a name; no lookup is made for them. */
export type SocketRules = {
  resolve: Resolve;
  limits: SocketLimits;
  isAllowed: (address: string) => boolean;
  isLiteralAllowed: (address: string) => boolean;
  /** Opens the connection; by default `node:net`'s. */
  connect?: ((options: TcpNetConnectOpts) => Socket) | undefined;
};

/** A connection that a request may go over, the address at its other end, and how long each phase took. */
export type OpenSocket = {
  socket: Socket | TLSSocket;
  address: string;
  timings: { dnsMs: number; connectMs: number; tlsMs?: number };
};

type Target = { hostname: string; port: number; isTls: boolean; servername: string };

const KEEP_ALIVE_MS = 60_000;

/**
 * Opens a connection to an allowed address only (reliability.md §2): literals are refused, each looked-up address is
 * checked, and so is the address at the other end before a byte is sent. What is checked is what is connected to, so a
 * resolver that answers differently the next time changes nothing. TLS ≥ 1.2, fully verified whatever the environment
 * says; no proxy; each phase has its own limit.
 *
 * @throws NotConnectedError where the peer is at fault, TransientError where we are.
 */
export async function openGuardedSocket(target: Target, rules: SocketRules): Promise<OpenSocket> {
  const { hostname } = target;
  const startedAt = performance.now();
  const addresses = await addressesOf(hostname, rules);
  const resolvedAt = performance.now();
  const tcp = await open(target, addresses, rules);
  const connectedAt = performance.now();
  const address = tcp.remoteAddress ?? '';
  if (!rules.isAllowed(address)) {
    tcp.destroy();
    throw new NotConnectedError('blocked', `${hostname} answered at ${address}, which is not public.`);
  }
  const socket = target.isTls ? await secure(tcp, target, rules.limits.tlsMs) : tcp;
  const timings = { dnsMs: whole(resolvedAt - startedAt), connectMs: whole(connectedAt - resolvedAt) };
  return {
    socket,
    address,
    timings: target.isTls ? { ...timings, tlsMs: whole(performance.now() - connectedAt) } : timings,
  };
}

async function addressesOf(hostname: string, rules: SocketRules): Promise<readonly Address[]> {
  const family = isIP(hostname);
  if (family === 0) {
    return lookUpAllowed(hostname, { ...rules, dnsMs: rules.limits.dnsMs });
  }
  if (rules.isLiteralAllowed(hostname)) return [{ address: hostname, family }];
  throw new NotConnectedError('blocked', `${hostname} is an address; a host name is needed.`);
}

async function open(
  { hostname, port }: Target,
  addresses: readonly Address[],
  { limits, connect = connectTcp }: SocketRules,
): Promise<Socket> {
  const lookup: LookupFunction = (_, { all }, callback) => {
    if (all === true) callback(null, [...addresses]);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };
  const socket = connect({ host: hostname, port, lookup, autoSelectFamily: true, noDelay: true });
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.on('error', heard);
  const came = await within(limits.connectMs, once(socket, 'connect')).catch((error: unknown) => {
    throw ownFaultOf(error) ?? failed('connect-failed', hostname, error);
  });
  if (came !== 'late') return socket;
  socket.destroy();
  throw new NotConnectedError(
    'connect-timed-out',
    `${hostname}: no connection within ${limits.connectMs} ms.`,
  );
}

async function secure(tcp: Socket, { hostname, servername }: Target, tlsMs: number): Promise<TLSSocket> {
  const socket = connectTls({
    socket: tcp,
    // An address is no server name (RFC 6066 §3); the certificate is checked against `host` then.
    ...(isIP(servername) === 0 ? { servername } : {}),
    host: servername,
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
  });
  socket.on('error', heard);
  const came = await within(tlsMs, once(socket, 'secureConnect')).catch((error: unknown) => {
    tcp.destroy();
    throw failed('tls-failed', hostname, error);
  });
  if (came !== 'late') return socket;
  socket.destroy();
  throw new NotConnectedError('tls-timed-out', `${hostname}: TLS was not agreed on within ${tlsMs} ms.`);
}

function failed(
  reason: 'connect-failed' | 'tls-failed',
  hostname: string,
  error: unknown,
): NotConnectedError {
  return new NotConnectedError(reason, `${hostname}: ${errorCodeOf(error) ?? 'no connection'}`, error);
}

/** An error between two owners of a socket would otherwise end the process; whoever uses the socket next sees it closed. */
function heard(): void {}

function whole(ms: number): number {
  return Math.round(ms);
}
