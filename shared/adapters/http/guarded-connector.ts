import { callbackify } from 'node:util';
import type { buildConnector } from 'undici';
import { isLoopbackAddress, isPublicAddress } from '#domain/webhook/address.ts';
import type { Resolve } from './guarded-lookup.ts';
import { openGuardedSocket, type OpenSocket, type SocketLimits, type SocketRules } from './guarded-socket.ts';

/** The guarded socket as undici wants its connections. `onConnected` hears of each one. */
export function makeGuardedConnector({
  resolve,
  limits,
  loopback,
  connect,
  onConnected,
}: {
  resolve: Resolve;
  connect?: SocketRules['connect'];
  limits: SocketLimits;
  loopback: boolean;
  onConnected: (origin: string, opened: OpenSocket) => void;
}): buildConnector.connector {
  const isLiteralAllowed = (address: string): boolean => loopback && isLoopbackAddress(address);
  const isAllowed = (address: string): boolean => isPublicAddress(address) || isLiteralAllowed(address);
  const open = callbackify(async ({ hostname, host, protocol, port, servername }: buildConnector.Options) => {
    const name = hostname.replace(/^\[|\]$/g, '');
    const isTls = protocol === 'https:';
    const opened = await openGuardedSocket(
      { hostname: name, port: Number(port) || (isTls ? 443 : 80), isTls, servername: servername || name },
      { resolve, limits, isAllowed, isLiteralAllowed, connect },
    );
    onConnected(`${protocol}//${host ?? hostname}`, opened);
    return opened.socket;
  });
  return (options, callback) => {
    open(options, (error, socket) => {
      if (error) callback(error, null);
      else callback(null, socket);
    });
  };
}
