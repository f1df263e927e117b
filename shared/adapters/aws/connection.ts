/**
 * How every client talks to AWS. Functions have at least 15 s; a call that hangs is given up early enough to be tried
 * again inside the invocation. Sockets are kept, since a new TLS connection costs more than most calls.
 */
export const CONNECTION = {
  maxAttempts: 4,
  retryMode: 'standard',
  requestHandler: {
    connectionTimeout: 2_000,
    requestTimeout: 4_000,
    throwOnRequestTimeout: true,
    httpsAgent: { keepAlive: true, maxSockets: 64 },
    httpAgent: { keepAlive: true, maxSockets: 64 },
  },
} as const;

/** Where a client goes, and how often it tries; left out in functions, where the SDK reads the place from the environment. */
export type Place = {
  endpoint?: string;
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  maxAttempts?: number;
};
