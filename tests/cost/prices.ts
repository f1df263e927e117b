/**
 * AWS's list prices of us-east-1 in US dollars, read in November 2026 on the pages that `docs/cost.md` names. `free` is what
 * every account has free each month, for good; it is one for all that runs in the account.
 */
export const PRICES = {
  writeUnit: { dollars: 0.625e-6, of: 'DynamoDB, write request unit' },
  readUnit: { dollars: 0.125e-6, of: 'DynamoDB, read request unit' },
  sqsRequest: { dollars: 0.4e-6, of: 'SQS, request to a standard queue', free: 1_000_000 },
  sqsFairRequest: { dollars: 0.5e-6, of: 'SQS, request to a standard queue with message groups' },
  sqsFifoRequest: { dollars: 0.5e-6, of: 'SQS, request to a FIFO queue' },
  s3Put: { dollars: 5e-6, of: 'S3, PUT, POST or LIST' },
  s3Get: { dollars: 0.4e-6, of: 'S3, GET or HEAD' },
  invocation: { dollars: 0.2e-6, of: 'Lambda, request', free: 1_000_000 },
  gbSecond: { dollars: 13.3334e-6, of: 'Lambda, GB-second on arm64', free: 400_000 },
  logGb: { dollars: 0.5, of: 'CloudWatch Logs, GB taken in', free: 5 },
  trace: { dollars: 5e-6, of: 'X-Ray, trace recorded', free: 100_000 },
  busEvent: { dollars: 1e-6, of: 'EventBridge, custom event' },
  alarmMetric: { dollars: 0.1, of: 'CloudWatch, metric of an alarm', free: 10 },
  customMetric: { dollars: 0.3, of: 'CloudWatch, metric of one’s own', free: 10 },
  /** The free ones have fifty metrics at most; ours has more. */
  dashboard: { dollars: 3, of: 'CloudWatch, dashboard of more than 50 metrics' },
  secret: { dollars: 0.4, of: 'Secrets Manager, secret' },
  secretCall: { dollars: 5e-6, of: 'Secrets Manager, call' },
} as const satisfies Record<string, { dollars: number; of: string; free?: number }>;

export type Priced = keyof typeof PRICES;
/** How much of each there was. */
export type Counts = Readonly<Partial<Record<Priced, number>>>;
export type Line = { of: string; count: number; dollars: number; beyondFree: number };

/** A line for each that there was any of, at list price and beyond what is free. */
export function billOf(counts: Counts): Line[] {
  const lines: Line[] = [];
  for (const [name, price] of Object.entries(PRICES)) {
    const count = new Map(Object.entries(counts)).get(name) ?? 0;
    if (count === 0) continue;
    const free = 'free' in price ? price.free : 0;
    lines.push({
      of: price.of,
      count,
      dollars: count * price.dollars,
      beyondFree: Math.max(0, count - free) * price.dollars,
    });
  }
  return lines;
}

/** So many times as much. */
export function times(counts: Counts, factor: number): Counts {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count * factor]));
}

/** The first less the second; nothing is less than none. */
export function less(counts: Counts, taken: Counts): Counts {
  const of = new Map(Object.entries(taken));
  return Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, Math.max(0, count - (of.get(name) ?? 0))]),
  );
}
