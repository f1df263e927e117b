import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Page } from 'playwright-core';
import { bundleConsole } from '../infra/bundle-console.ts';
import { makeLoadedApi, TOKEN } from './console-api.ts';
import type { Question } from './question.ts';

const PROJECT = join(import.meta.dirname, '..');
const LOAD = { releases: 10_000, deliveries: 100_000 };
const GOAL_MS = 1_000;
/** The slowest counts: the first look finds nothing counted yet. */
const LOOKS = 5;
const PATIENCE_MS = 60_000;
/** Views that the load weighs on, by their place in the console. */
const VIEWS = ['pipeline', 'releases', 'partners', 'partner/partner-0', 'release/harbour/release-9999'];

/** The console in a browser, entered, each view opened anew. */
export const consolePaint: Question = {
  kind: 'counted',
  name: 'console',
  asks: 'first paint, and a view with its figures, at 10,000 releases and 100,000 deliveries ÷ 1 s',
  goal: 1,
  async count() {
    const folder = await mkdtemp(join(tmpdir(), 'console-'));
    const browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: chromium.args.filter((arg) => arg !== '--single-process'),
      headless: true,
    });
    const server = createServer();
    try {
      await bundleConsole({ project: PROJECT, outdir: folder });
      const api = await makeLoadedApi(folder, LOAD);
      server.on('request', (request, response) => void answer(api, request, response));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const address = server.address();
      const site = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      const page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(`${site}/console`);
      await page.getByLabel('Token of').fill(TOKEN);
      await page.keyboard.press('Enter');
      await page.locator('h1:not(:empty)').waitFor();
      return await looks(page, site);
    } finally {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function looks(page: Page, site: string) {
  const answers = [];
  for (const view of VIEWS) {
    const paints: number[] = [];
    const shown: number[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      // Another page first, so that the console starts anew.
      await page.goto(`${site}/console/style.css`);
      const start = performance.now();
      await page.goto(`${site}/console#/${view}`);
      await page.locator('h1:not(:empty)').waitFor();
      await page.locator('[aria-busy]').waitFor({ state: 'detached' });
      shown.push(performance.now() - start);
      paints.push(
        Number(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")),
      );
    }
    const figure = { baseline: GOAL_MS, unit: 'ms' } as const;
    answers.push({ name: `paint: ${view}`, subject: Math.max(...paints), ...figure });
    answers.push({ name: `shown: ${view}`, subject: Math.max(...shown), ...figure });
  }
  return answers;
}

type Api = Awaited<ReturnType<typeof makeLoadedApi>>;

async function answer(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const body = method === 'GET' ? undefined : await text(request);
  const asked = new Request(`http://${headers.host ?? 'localhost'}${url}`, {
    method,
    headers: { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' },
    ...(body === undefined ? {} : { body }),
  });
  const { status, headers: said, body: answered } = await api.fetch(asked);
  response.writeHead(status, Object.fromEntries(said));
  response.end(answered === null ? undefined : Buffer.from(await new Response(answered).arrayBuffer()));
}
