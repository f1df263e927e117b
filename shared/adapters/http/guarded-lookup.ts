import { lookup } from 'node:dns/promises';
import { NotConnectedError } from './not-connected-error.ts';
import { ownFaultOf } from './own-fault.ts';
import { within } from './within.ts';

export type Address = { address: string; family: number };

/** All addresses of a name, as the resolver gives them. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** The machine's own resolver. */
export const resolveWithSystem: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

/**
 * The addresses of a name, only if each one is allowed: a name that leads to one forbidden address is refused whole,
 * since which address is taken is not ours to choose (reliability.md §2).
 *
 * @throws NotConnectedError
 */
export async function lookUpAllowed(
  hostname: string,
  { resolve, isAllowed, dnsMs }: { resolve: Resolve; isAllowed: (address: string) => boolean; dnsMs: number },
): Promise<readonly Address[]> {
  const addresses = await within(dnsMs, resolve(hostname)).catch((error: unknown) => {
    throw (
      ownFaultOf(error) ?? new NotConnectedError('dns-failed', `${hostname} could not be resolved.`, error)
    );
  });
  if (addresses === 'late') {
    throw new NotConnectedError('dns-timed-out', `${hostname} was not resolved within ${dnsMs} ms.`);
  }
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
