import * as z from 'zod';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import type { Api } from '../api.ts';
import { failed } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { appendPage, finishExport, openExport, type From, type Progress } from '../export/export-folder.ts';
import { MEDIA_FILE, RELEASES_FILE, type Manifest } from '../export/manifest.ts';
import { renderFacts } from '../render-table.ts';

const AT_ONCE = 8;
const pageSchema = z.object({
  releases: z.array(z.object({ id: z.string(), json: z.string() })),
  next: z.exactOptional(z.string()),
});
const releaseSchema = z.looseObject({ uri: z.string() });

export const EXPORT: Command = {
  name: 'export',
  about:
    'take everything that was ever public along: releases as ninjs, a list of media, a manifest with hashes',
  args: ['<folder>'],
  options: { newsroom: { value: '<id>', about: 'this desk only' } },
  more:
    'releases.jsonl has one ninjs document a line, newest first; a withdrawn or killed release is its notice. Nothing\n' +
    'that is not public yet is in it. Stopped, cut off or killed? Start it again with the same folder: it goes on where\n' +
    'it was. manifest.json is written last. "presswire verify <folder>" holds an export to it, here or years later.',
  examples: ['presswire export backup-2026-03', 'presswire export blora --newsroom blora'],
  run: async (call) => {
    const folder = call.arg(0);
    const newsroom = call.text('newsroom');
    const api = await call.api();
    if (newsroom !== undefined) await api.get('GET', `/api/newsrooms/${encodeURIComponent(newsroom)}`);
    const from: From = { site: call.target().site, ...(newsroom === undefined ? {} : { newsroom }) };
    let progress = openExport(folder, from, new Date(call.shell.nowMs()).toISOString());
    while (!progress.isListed) {
      if (call.shell.isStopped()) throw failed('stopped; the same command goes on where it was');
      progress = appendPage(folder, progress, await readPage(api, progress));
      call.shell.progress(`${progress.releases} releases`);
    }
    const manifest = await finishExport(folder, progress);
    show(call, manifest);
    return manifest.problems.length === 0 ? 0 : 1;
  },
};

async function readPage(api: Api, { newsroom, next }: Progress): Promise<Parameters<typeof appendPage>[2]> {
  const query = new URLSearchParams({
    ...(newsroom === undefined ? {} : { newsroom }),
    ...(next === undefined ? {} : { cursor: next }),
  });
  const page = pageSchema.parse(await api.get('GET', `/api/releases?${query.toString()}`));
  const lines = new Map<string, string>();
  const problems: string[] = [];
  await forEachBounded(page.releases, AT_ONCE, async ({ id, json }) => {
    // A release that is gone answers 410, with its notice in the same form.
    const { status, body } = await api.ask('GET', json);
    const release = releaseSchema.safeParse(body);
    if (release.success && (status === 200 || status === 410)) lines.set(id, JSON.stringify(release.data));
    else problems.push(`${id}: ${json} answers ${status}`);
  });
  return { lines: page.releases.flatMap(({ id }) => lines.get(id) ?? []), next: page.next, problems };
}

function show(call: Call, { files, problems }: Manifest): void {
  const facts = {
    releases: files[RELEASES_FILE].lines,
    media: files[MEDIA_FILE].lines,
    bytes: files[RELEASES_FILE].bytes,
  };
  call.show(
    { ...facts, problems },
    [renderFacts({ ...facts, problems: problems.length }), ...problems].join('\n'),
  );
}
