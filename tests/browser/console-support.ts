import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';
import * as z from 'zod';

const WAIT_MS = 30_000;
const PHONE = { width: 390, height: 844 };
const bodySchema = z.object({ type: z.string(), data: z.looseObject({ challenge: z.string().optional() }) });

/** The browser that npm brings. */
export async function startBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // In a single process the whole browser ends with its first page.
    args: chromium.args.filter((arg) => arg !== '--single-process'),
    headless: true,
  });
}

/** A phone with the console on it, entered with a token; `errors` is what the browser complained of. */
export async function openConsole(browser: Browser, site: string, token: string, viewport = PHONE) {
  const context = await browser.newContext({ viewport, locale: 'en-GB', timezoneId: 'Asia/Jakarta' });
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${site}/console`);
  await page.getByLabel('Token of').fill(token);
  await page.keyboard.press('Enter');
  await page.locator('h1:not(:empty)').waitFor();
  return { page, context, errors };
}

const findingsSchema = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

/** What axe finds on the page as it is, in words; and nothing stands out of it sideways. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = findingsSchema.parse(await page.evaluate('axe.run().then(({ violations }) => violations)'));
  const beyond = z.number().parse(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
  return [
    ...found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ...(beyond > 0 ? [`${beyond} pixels stand out on the right`] : []),
  ];
}

/** Keeps a picture where `SCREENSHOTS` says so. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** A view with its heading, without faults. */
export async function expectView(page: Page, title: string | RegExp, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('[aria-busy]').waitFor({ state: 'detached' });
  await picture(page, name);
  expect(await faultsOf(page)).toEqual([]);
}

/** A receiver that verifies nothing: it takes every webhook, and says what `said` makes of its type. */
export async function startReceiver(said: (type: string) => { status?: number; body: string }) {
  const types: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { type, data } = bodySchema.parse(JSON.parse(await text(request)));
    types.push(type);
    const { status = 200, body } = data.challenge === undefined ? said(type) : { body: JSON.stringify(data) };
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(400).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    types,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
