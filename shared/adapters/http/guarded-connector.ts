import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isLoopbackAddress, isPublicAddress } from '#domain/webhook/address.ts';
import { makeGuardedLookup, type Resolve } from './guarded-lookup.ts';
import { NotConnectedError, type NotConnected } from './not-connected-error.ts';

export type ConnectorLimits = { dnsMs: number; connectMs: number };

/** Codes of Node and OpenSSL that mean that the peer could not prove who it is, or speaks no TLS that is good enough. */
const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|HOSTNAME_MISMATCH|EPROTO)/;

/**
 * Opens connections to allowed addresses only (reliability.md §2): literals are refused, because no lookup is made for
 * them; each looked-up address is checked; and so is the address at the other end before the socket is handed over.
 * TLS ≥ 1.2, fully verified whatever the environment says; no proxy. `onConnected` hears of each connection.
 */
export function makeGuardedConnector({
  resolve,
  limits,
  loopback,
  onConnected,
}: {
  resolve: Resolve;
  limits: ConnectorLimits;
  loopback: boolean;
  onConnected: (origin: string, address: string) => void;
}): buildConnector.connector {
  const isAllowed = (address: string): boolean =>
    isPublicAddress(address) || (loopback && isLoopbackAddress(address));
  const lookup: LookupFunction = makeGuardedLookup({ resolve, isAllowed, dnsMs: limits.dnsMs });
  const connect = buildConnector({
    lookup,
    timeout: limits.dnsMs + limits.connectMs,
    allowH2: false,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  });

  return (options, callback) => {
    const hostname = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(hostname) !== 0 && !(loopback && isLoopbackAddress(hostname))) {
      callback(new NotConnectedError('blocked', `${hostname} is an address; a host name is needed.`), null);
      return;
    }
    connect(options, (...[error, socket]) => {
      if (error) {
        callback(error instanceof NotConnectedError ? error : notConnected(hostname, error), null);
        return;
      }
      const address = socket?.remoteAddress ?? '';
      if (socket === null || !isAllowed(address)) {
        socket?.destroy();
        callback(
          new NotConnectedError('blocked', `${hostname} answered at ${address}, which is not public.`),
          null,
        );
        return;
      }
      onConnected(`${options.protocol}//${options.host ?? hostname}`, address);
      callback(null, socket);
    });
  };
}

function notConnected(hostname: string, error: Error): NotConnectedError {
  const known = innermost(error);
  if (known instanceof NotConnectedError) return known;
  const code = codeOf(known);
  return new NotConnectedError(reasonOf(code), `${hostname}: ${code ?? 'no connection'}`, error);
}

function reasonOf(code: string | undefined): NotConnected {
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'connect-timed-out';
  if (code !== undefined && TLS_CODE.test(code)) return 'tls-failed';
  return 'connect-failed';
}

/** Trying several addresses ends in one error that holds them all; any of them says what was wrong. */
function innermost(error: Error): Error {
  const [first]: unknown[] = error instanceof AggregateError ? error.errors : [error];
  return first instanceof Error ? first : error;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
