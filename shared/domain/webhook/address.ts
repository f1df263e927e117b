import ipaddr from 'ipaddr.js';
import { failure, success, type Result } from '../result.ts';

/** IPv6 addresses are public only inside the global unicast block (RFC 4291 §2.4). */
const GLOBAL_UNICAST_6 = ipaddr.parseCIDR('2000::/3');

/**
 * Denied beside what ipaddr.js calls by a name of its own: addresses that lead into clouds, tunnels and tests, where
 * its tables are silent (reliability.md §2).
 */
const DENIED = [
  '0.0.0.0/8',
  '100.64.0.0/10',
  '168.63.129.16/32',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
].map((range) => ipaddr.parseCIDR(range));

/**
 * Whether an address, in its usual spelling, is one of the public internet: what a webhook may be sent to. IPv4 inside
 * IPv6 counts as what it stands for; anything that is no address is not public.
 */
export function isPublicAddress(ip: string): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(ip) && !ipaddr.IPv6.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv6' && !address.match(GLOBAL_UNICAST_6)) return false;
  return !DENIED.some((range) => address.kind() === range[0].kind() && address.match(range));
}

/** Whether an address is the machine's own. */
export function isLoopbackAddress(ip: string): boolean {
  return ipaddr.isValid(ip) && ipaddr.process(ip).range() === 'loopback';
}

const MAX_URL_LENGTH = 2_000;

/** Names that never lead to the public internet (RFC 6761, RFC 6762, RFC 8375 and what clouds use inside). */
const PRIVATE_SUFFIXES = [
  'localhost',
  'local',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'arpa',
  'onion',
  'invalid',
  'test',
  'example',
];

/** Which URLs are taken. `ports` are those beside the scheme's own. */
export type UrlPolicy = {
  schemes: readonly string[];
  ports: readonly string[];
  /** Loopback hosts, on any port. */
  loopback: boolean;
};

export const PUBLIC_ONLY: UrlPolicy = { schemes: ['https:'], ports: ['8443'], loopback: false };
/** For a run on one machine: http too, and receivers on the machine itself. */
export const WITH_LOOPBACK: UrlPolicy = { schemes: ['https:', 'http:'], ports: ['8443'], loopback: true };

/** By the name that a deployment's settings give it. */
export const URL_POLICIES = { public: PUBLIC_ONLY, loopback: WITH_LOOPBACK } as const;

/** Why a URL is refused; `found` is the part at fault, `remedy` what to do. */
export type UrlProblem = {
  code: 'not-a-url' | 'scheme' | 'credentials' | 'fragment' | 'address-literal' | 'private-host' | 'port';
  found: string;
  remedy: string;
};

/**
 * Checks a webhook's URL by its text, at registration and before each request; which address its name leads to is
 * checked when the connection is made (reliability.md §2). Gives the URL as the WHATWG parser writes it.
 */
export function checkEndpointUrl(url: string, policy: UrlPolicy = PUBLIC_ONLY): Result<string, UrlProblem> {
  const shown = url.slice(0, 120);
  const isOdd = url.length > MAX_URL_LENGTH || /[\s\\\p{Cc}]/u.test(url) || !URL.canParse(url);
  if (isOdd)
    return refused('not-a-url', shown, 'Give one absolute https URL, such as https://example.org/hooks.');
  const parsed = new URL(url);
  if (!policy.schemes.includes(parsed.protocol)) {
    return refused(
      'scheme',
      parsed.protocol,
      `Use ${policy.schemes.map((scheme) => `${scheme}//`).join(' or ')}.`,
    );
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return refused('credentials', 'a user name or password', 'Leave it out: webhooks are signed instead.');
  }
  if (url.includes('#')) return refused('fragment', parsed.hash || '#', 'Leave out # and what follows.');
  if (policy.loopback && isLoopbackHost(parsed.hostname)) return success(parsed.href);
  return checkHost(parsed) ?? checkPort(parsed, policy) ?? success(parsed.href);
}

function checkHost({ hostname }: URL): Result<never, UrlProblem> | undefined {
  if (hostname.startsWith('[') || ipaddr.isValid(hostname)) {
    return refused('address-literal', hostname, 'Use a host name that is in the public DNS.');
  }
  const labels = hostname.split('.');
  const isPrivate =
    labels.length < 2 || labels.includes('') || PRIVATE_SUFFIXES.includes(labels.at(-1) ?? '');
  return isPrivate
    ? refused(
        'private-host',
        hostname,
        'Use a full host name that is in the public DNS, without a dot at its end.',
      )
    : undefined;
}

function checkPort({ port }: URL, policy: UrlPolicy): Result<never, UrlProblem> | undefined {
  if (port === '' || policy.ports.includes(port)) return undefined;
  return refused('port', port, `Use the scheme's own port or ${policy.ports.join(', ')}.`);
}

function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || isLoopbackAddress(hostname.replace(/^\[|\]$/g, ''));
}

function refused(code: UrlProblem['code'], found: string, remedy: string): Result<never, UrlProblem> {
  return failure({ code, found, remedy });
}
