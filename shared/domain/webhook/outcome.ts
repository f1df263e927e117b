/** Milliseconds. `firstByteMs` counts from the beginning of the request. */
export type Timings = { dnsMs?: number; connectMs?: number; tlsMs?: number; firstByteMs?: number };

/** What came back from one HTTP request: a peer's behaviour is a value, never an exception (HOUSE rule 5). */
export type Outcome = {
  durationMs: number;
  /** The address that was connected to, where a connection was made. */
  address?: string;
  /** How long each phase took, as far as it came; those of a connection that was used again are not there. */
  timings?: Timings;
} & (
  | { kind: 'response'; status: number; headers: Record<string, string>; body: string; truncated: boolean }
  | { kind: 'blocked'; detail: string }
  | { kind: 'dns-failed'; detail: string }
  | { kind: 'connect-failed'; detail: string }
  | { kind: 'tls-failed'; detail: string }
  | { kind: 'timed-out'; phase: 'dns' | 'connect' | 'tls' | 'headers' | 'body'; detail: string }
  | { kind: 'broken'; detail: string }
);
