import * as z from 'zod';
import { readPages } from '../ask-command.ts';
import type { Api } from '../api.ts';
import type { Command } from '../command.ts';
import { renderTable } from '../render-table.ts';

const MOST = 1000;
const NEWEST = 50;

const partnerSchema = z.object({ id: z.string(), endpoints: z.array(z.string()) });
const endpointSchema = z.object({
  id: z.string(),
  state: z.string(),
  health: z.looseObject({}).optional(),
});
const releaseSchema = z.object({
  id: z.string(),
  state: z.string(),
  version: z.number(),
  headline: z.string(),
  updatedAt: z.string(),
});

export const STATUS: Command = {
  name: 'status',
  about: 'the newest releases, and how every endpoint is',
  args: [],
  options: {},
  more: 'For what is broken and what to do about it: presswire doctor.',
  examples: ['presswire status'],
  run: async (call) => {
    const api = await call.api();
    const releases = z.array(releaseSchema).parse(await readPages(api, '/api/releases', 'releases', NEWEST));
    const endpoints = await readEndpoints(api);
    const columns = ['updatedAt', 'state', 'version', 'id', 'headline'];
    call.show(
      { releases, endpoints },
      `Newest releases\n\n${renderTable(releases.slice(0, 10), columns)}\n\n` +
        `Endpoints\n\n${renderTable(endpoints, ['partner', 'id', 'state', 'health'])}`,
    );
    return 0;
  },
};

async function readEndpoints(api: Api): Promise<object[]> {
  const partners = z.array(partnerSchema).parse(await readPages(api, '/api/partners', 'partners', MOST));
  const rows: object[] = [];
  for (const { id: partner, endpoints } of partners) {
    for (const one of endpoints) {
      const shown = await api.get('GET', `/api/partners/${encodeURIComponent(partner)}/endpoints/${one}`);
      rows.push({ partner, ...endpointSchema.parse(shown) });
    }
  }
  return rows;
}
