/** One line of the table: what the product takes for something that the baseline takes so much for. */
export type Answer = {
  name: string;
  /** Subject ÷ baseline, one for each run; a counted figure has one. */
  ratios: readonly number[];
  subject: number;
  baseline: number;
  unit: 'µs' | 'ms' | 's' | 'KB';
};

/** Two ways to do the same work, each a call that may be repeated. */
export type Rivals = { subject: () => unknown; baseline: () => unknown };

/** What a benchmark asks. Rivals are timed side by side in this process; a count is taken once; what waits for others is measured as it says. */
export type Question = {
  name: string;
  asks: string;
  /** The greatest median that is good enough, where one has been set. */
  goal?: number;
} & (
  | { kind: 'timed'; prepare: () => Rivals }
  | { kind: 'counted'; count: () => Promise<readonly Omit<Answer, 'ratios'>[]> }
  | { kind: 'paired'; measure: (runs: number) => Promise<Omit<Answer, 'name'>> }
);
