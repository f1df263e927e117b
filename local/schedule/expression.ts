/** The next tick strictly after a time; both in milliseconds since the epoch. */
export type NextTick = (after: number) => number;

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

type Field = { name: string; from: number; to: number; names?: readonly string[] };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;
/** EventBridge's six fields in their order. */
const MINUTE: Field = { name: 'minutes', from: 0, to: 59 };
const HOUR: Field = { name: 'hours', from: 0, to: 23 };
const DAY_OF_MONTH: Field = { name: 'day of month', from: 1, to: 31 };
const MONTH: Field = { name: 'month', from: 1, to: 12, names: MONTHS };
const DAY_OF_WEEK: Field = { name: 'day of week', from: 1, to: 7, names: DAYS };
const YEAR: Field = { name: 'year', from: 1970, to: 2199 };

/**
 * Reads `rate(5 minutes)` or `cron(0 10 * * ? *)` as EventBridge does, in UTC. Ticks of a rate lie on multiples of it,
 * so that a restart does not shift them. Throws for what EventBridge refuses and for `L`, `W` and `#`.
 */
export function parseExpression(expression: string): NextTick {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate) return parseRate(expression, Number(rate[1]), rate[2] ?? '', rate[3] === 's');
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression);
  if (cron) return parseCron(expression, cron.slice(1));
  throw new Error(`the schedule ${expression} is not run locally; rate() and cron() are`);
}

function parseRate(expression: string, count: number, unit: string, plural: boolean): NextTick {
  const everyMs = count * (UNIT_MS[unit] ?? 0);
  if (everyMs <= 0 || plural !== count > 1)
    throw new Error(`EventBridge refuses the schedule ${expression}: 1 minute, 2 minutes`);
  return (after) => (Math.floor(after / everyMs) + 1) * everyMs;
}

function parseCron(expression: string, fields: readonly string[]): NextTick {
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if ((dayOfMonth === '?') === (dayOfWeek === '?'))
    throw new Error(`EventBridge refuses the schedule ${expression}: one of its two day fields must be ?`);
  const read = (text: string, field: Field): ReadonlySet<number> => parseField(expression, text, field);
  const minutes = read(minute, MINUTE);
  const hours = read(hour, HOUR);
  const months = read(month, MONTH);
  const years = read(year, YEAR);
  const monthDays = dayOfMonth === '?' ? undefined : read(dayOfMonth, DAY_OF_MONTH);
  const weekDays = dayOfWeek === '?' ? undefined : read(dayOfWeek, DAY_OF_WEEK);
  const onDay = (at: Date): boolean =>
    (monthDays?.has(at.getUTCDate()) ?? true) && (weekDays?.has(at.getUTCDay() + 1) ?? true);
  const lastYear = Math.max(...years);

  return (after) => {
    const at = new Date((Math.floor(after / 60_000) + 1) * 60_000);
    while (at.getUTCFullYear() <= lastYear) {
      if (!years.has(at.getUTCFullYear()) || !months.has(at.getUTCMonth() + 1)) toNextMonth(at);
      else if (!onDay(at)) at.setUTCHours(24, 0);
      else if (!hours.has(at.getUTCHours())) at.setUTCHours(at.getUTCHours() + 1, 0);
      else if (minutes.has(at.getUTCMinutes())) return at.getTime();
      else at.setUTCMinutes(at.getUTCMinutes() + 1);
    }
    return Number.POSITIVE_INFINITY;
  };
}

const toNextMonth = (at: Date): void => {
  at.setUTCMonth(at.getUTCMonth() + 1, 1);
  at.setUTCHours(0, 0);
};

/** `*`, `?`, `5`, `MON`, `1-5`, `0/15`, `1-20/2`, steps of `*` and lists of these. */
function parseField(expression: string, text: string, field: Field): ReadonlySet<number> {
  const wrong = (): Error =>
    new Error(
      `the schedule ${expression} is not run locally: ${text} in its ${field.name} (${field.from}-${field.to})`,
    );
  const number = (part: string): number => {
    const named = field.names?.indexOf(part.toUpperCase()) ?? -1;
    if (named >= 0) return named + 1;
    const value = Number(part);
    if (!/^\d+$/.test(part) || value < field.from || value > field.to) throw wrong();
    return value;
  };
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const [first = '', last] = range.split('-');
    const every = range === '*' || range === '?';
    const from = every ? field.from : number(first);
    const to = every || (step !== undefined && last === undefined) ? field.to : number(last ?? first);
    const by = step === undefined ? 1 : Number(step);
    if (!(Number.isInteger(by) && by >= 1) || to < from) throw wrong();
    for (let value = from; value <= to; value += by) values.add(value);
  }
  return values;
}
