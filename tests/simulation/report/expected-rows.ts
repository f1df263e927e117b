import { COMMAND_ROWS } from '#domain/release/decide-command.ts';
import { REMOVAL_ROWS } from '#domain/release/decide-removal.ts';
import { RELEASE_ROWS } from '#domain/release/decide.ts';
import { TELLING_ROWS } from '#domain/webhook/telling.ts';

const TABLES = {
  decideRelease: RELEASE_ROWS,
  decideCommand: COMMAND_ROWS,
  decideRemoval: REMOVAL_ROWS,
  decideTelling: TELLING_ROWS,
};

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

/** Every row of the tables of decisions, and everything that may follow from a request. */
export const EXPECTED_ROWS: readonly string[] = [
  ...Object.entries(TABLES).flatMap(([table, rows]) => rows.map(({ row }) => `${table}: ${row}`)),
  ...AFTER_ATTEMPT.map((row) => `decideAfterAttempt: ${row}`),
];
