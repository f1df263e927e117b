import * as z from 'zod';
import type { Api } from './api.ts';
import { usage } from './cli-error.ts';
import type { Call, Command } from './command.ts';
import { renderFacts, renderTable } from './render-table.ts';

type Question = { method?: string; path: string; body?: object };
type Asking = Omit<Command, 'run' | 'args' | 'options'> & {
  args?: Command['args'];
  options?: Command['options'];
  /** The request that it stands for. */
  ask: (call: Call) => Question;
  /** The answer is a list under this name, with these columns for a person. */
  list?: { name: string; columns: readonly string[] };
  /** Said after an answer that is not a list, for a person. */
  done?: (call: Call) => string;
};

const LIMIT = { limit: { value: '<n>', about: 'at most so many (200)' } } as const;
const MOST = 200;

/** A command that is one request to the API; of a list it reads the pages until there are enough. */
export function askCommand(asking: Asking): Command {
  const { ask, list, done, args = [], options = {}, ...rest } = asking;
  return {
    ...rest,
    args,
    options: list === undefined ? options : { ...options, ...LIMIT },
    run: async (call) => {
      const api = await call.api();
      const { method = 'GET', path, body } = ask(call);
      if (list !== undefined) {
        const rows = await readPages(api, path, list.name, limitOf(call));
        call.show(rows, renderTable(rows, list.columns));
        return 0;
      }
      const answer = z.looseObject({}).parse((await api.get(method, path, body)) ?? {});
      const facts = renderFacts(answer);
      call.show(
        answer,
        [facts, done?.(call)].filter((part) => part !== undefined && part !== '').join('\n\n'),
      );
      return 0;
    },
  };
}

/** The rows of a paged list, at most `limit`. Throws `CliError` for an answer that the API would not refuse but is none. */
export async function readPages(api: Api, path: string, name: string, limit: number): Promise<object[]> {
  const pageSchema = z.object({ [name]: z.array(z.looseObject({})), next: z.string().optional() });
  const rows: object[] = [];
  for (let next: string | undefined, first = true; first || next !== undefined; first = false) {
    const cursor: string = next === undefined ? '' : `${path.includes('?') ? '&' : '?'}cursor=${next}`;
    const page = z.record(z.string(), z.unknown()).parse(await api.get('GET', path + cursor));
    const read = pageSchema.parse(page);
    const list = read[name];
    if (Array.isArray(list)) rows.push(...list);
    if (rows.length >= limit) break;
    next = typeof read['next'] === 'string' ? read['next'] : undefined;
  }
  return rows.slice(0, limit);
}

function limitOf(call: Call): number {
  const given = call.text('limit');
  if (given === undefined) return MOST;
  if (/^[1-9]\d{0,6}$/.test(given)) return Number(given);
  throw usage(`--limit is "${given}"; it needs a number from 1`);
}

/** A path of the API; whatever was typed stays one part of it. */
export function pathOf(parts: TemplateStringsArray, ...words: readonly string[]): string {
  return String.raw({ raw: parts }, ...words.map(encodeURIComponent));
}

/** A query of what was given. */
export function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** A body of what was given. */
export function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
