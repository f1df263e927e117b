import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { usage } from './cli-error.ts';

/** Which Presswire a command speaks to. `data` is the folder of a run on this machine. */
export type Target = { site: string; token?: string; data?: string; dropBucket?: string };

const runSchema = z.object({ site: z.string(), dropBucket: z.string(), operatorToken: z.string() });

const NOBODY =
  'no Presswire is known here. Start one with "npm start" and try again in the same folder, or name one: ' +
  '--site https://news.example with its token in PRESSWIRE_TOKEN';

/**
 * The Presswire that was named, by option before environment; where none was, the run whose `local.json` lies in the
 * data folder. A token that was given is taken in both cases. Throws `CliError` where there is neither.
 */
export function findTarget(given: {
  site: string | undefined;
  token: string | undefined;
  data: string;
}): Target {
  const { site, token, data } = given;
  if (site !== undefined) {
    if (!/^https?:\/\/[^\s/]+\/?$/.test(site)) {
      throw usage(`the site is "${site}"; it needs an address such as https://news.example`);
    }
    return { site: site.replace(/\/$/, ''), ...(token === undefined ? {} : { token }) };
  }
  const file = join(data, 'local.json');
  if (!existsSync(file)) throw usage(NOBODY);
  const run = runSchema.safeParse(parsed(readFileSync(file, 'utf8')));
  if (!run.success) throw usage(`${file} is damaged. Stop the run and start it again.`);
  return {
    site: run.data.site,
    token: token ?? run.data.operatorToken,
    data,
    dropBucket: run.data.dropBucket,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
