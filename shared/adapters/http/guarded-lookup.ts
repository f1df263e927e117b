import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { NotConnectedError } from './not-connected-error.ts';

/** All addresses of a name, as the resolver gives them. */
export type Resolve = (hostname: string) => Promise<readonly { address: string; family: number }[]>;

/** The machine's own resolver. */
export const resolveWithSystem: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

/**
 * A `lookup` for sockets that gives addresses only if each one is allowed: a name that leads to one forbidden address
 * is refused whole, since which address is taken is not ours to choose (reliability.md §2). What is checked here is
 * what is connected to, so a resolver that answers differently the next time changes nothing.
 */
export function makeGuardedLookup({
  resolve,
  isAllowed,
  dnsMs,
}: {
  resolve: Resolve;
  isAllowed: (address: string) => boolean;
  dnsMs: number;
}): LookupFunction {
  const findAddresses = callbackify((hostname: string) =>
    addressesOf(hostname, { resolve, isAllowed, dnsMs }),
  );
  return (hostname, options, callback) => {
    findAddresses(hostname, (error, addresses) => {
      if (error) callback(error, '');
      else if (options.all === true) callback(null, [...addresses]);
      else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
    });
  };
}

async function addressesOf(
  hostname: string,
  { resolve, isAllowed, dnsMs }: Parameters<typeof makeGuardedLookup>[0],
): Promise<readonly { address: string; family: number }[]> {
  const addresses = await withinMs(dnsMs, hostname, resolve(hostname));
  if (addresses.length === 0) throw new NotConnectedError('dns-failed', `${hostname} has no address.`);
  const forbidden = addresses.find(({ address }) => !isAllowed(address));
  if (forbidden !== undefined) {
    throw new NotConnectedError(
      'blocked',
      `${hostname} leads to ${forbidden.address}, which is not a public address. Correct its DNS records.`,
    );
  }
  return addresses;
}

async function withinMs<Value>(ms: number, hostname: string, answer: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NotConnectedError('dns-failed', `${hostname} was not resolved within ${ms} ms.`));
    }, ms);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    if (error instanceof NotConnectedError) throw error;
    throw new NotConnectedError('dns-failed', `${hostname} could not be resolved.`, error);
  } finally {
    clearTimeout(timer);
  }
}
