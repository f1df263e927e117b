/** Now, in epoch milliseconds. */
export type Clock = { now(): number };
