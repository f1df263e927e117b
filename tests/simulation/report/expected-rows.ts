/** The tables of decisions; a history counts their rows by name, also those that it never reached. */
const TABLES = ['decideRelease', 'decideCommand', 'decideRemoval', 'decideTelling'] as const;

/** What may follow from a request, as `decideAfterAttempt` says it. */
const AFTER_ATTEMPT = [
  'told',
  'retry: redirect',
  'retry: receiver-config',
  'retry: receiver-busy',
  'retry: receiver-error',
  'retry: rate-limited',
  'retry: gone',
  'retry: odd-status',
  'retry: dns',
  'retry: connect',
  'retry: tls',
  'retry: time-out',
  'retry: broken',
  'give-up: blocked-address',
  'give-up: told-to-stop',
  'give-up: too-old',
  'give-up: too-often',
  'disable: gone',
  'disable: told-to-stop',
];

/** Of all rows of the tables, and of everything that may follow from a request, what was never reached. */
export function rowsNeverReached(rows: Readonly<Record<string, number>>): string[] {
  const names = Object.keys(rows);
  return [
    ...TABLES.filter((table) => !names.some((row) => row.startsWith(`${table}: `))),
    ...names.filter((row) => rows[row] === 0),
    ...AFTER_ATTEMPT.map((row) => `decideAfterAttempt: ${row}`).filter((row) => rows[row] === undefined),
  ];
}
