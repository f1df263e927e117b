/** What came back from one HTTP request: a peer's behaviour is a value, never an exception (HOUSE rule 5). */
export type Outcome = {
  durationMs: number;
  /** The address that was connected to, where a connection was made. */
  address?: string;
} & (
  | { kind: 'response'; status: number; headers: Record<string, string>; body: string; truncated: boolean }
  | { kind: 'blocked'; detail: string }
  | { kind: 'dns-failed'; detail: string }
  | { kind: 'connect-failed'; detail: string }
  | { kind: 'tls-failed'; detail: string }
  | { kind: 'timed-out'; phase: 'connect' | 'headers' | 'body'; detail: string }
  | { kind: 'broken'; detail: string }
);
