import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import * as z from 'zod';
import { openBrowser, VIEWPORTS } from '../support/browser.ts';
import { startShownSite } from '../support/shown-site.ts';

const FOLDER = join(import.meta.dirname, '../../docs/img');
const MOST_BYTES = 120_000;
/** What is below is more of the same. */
const MOST_HEIGHT = 1_800;

/** Views of the console, by whose token sees them. */
const VIEWS = [
  { name: 'console-pipeline', who: 'operator', path: '/console#/', heading: 'Pipeline' },
  { name: 'console-releases', who: 'operator', path: '/console#/releases', heading: 'Releases' },
  { name: 'console-upload', who: 'author', path: '/console#/upload', heading: 'Upload' },
  { name: 'console-receipts', who: 'author', path: '/console#/receipts', heading: 'Receipts' },
] as const;

const tokenSchema = z.object({ token: z.string() });

/** `npm run screenshots`: the pages of the sample site, and the console over it, as pictures in docs/img. */
async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const { whole, pages } = await startShownSite();
  const { site, operatorToken } = whole.running;
  const made = await whole.api('POST', '/tokens', { role: 'author', subject: 'blora' });
  const tokens = { operator: operatorToken, author: tokenSchema.parse(made).token };
  const browser = await openBrowser();
  try {
    for (const viewport of VIEWPORTS) {
      const look = {
        viewport,
        reducedMotion: 'reduce',
        colorScheme: 'light',
        locale: 'en-GB',
        timezoneId: 'Asia/Jakarta',
      } as const;
      const page = await browser.newPage(look);
      for (const { name, path } of pages) {
        await page.goto(site + path, { waitUntil: 'load' });
        await keepPicture(page, `${name}-${viewport.width}`);
      }
      await page.close();
      for (const { name, who, path, heading } of VIEWS) {
        const entered = await browser.newPage(look);
        await entered.goto(site + path);
        await entered.getByLabel('Token of').fill(tokens[who]);
        await entered.keyboard.press('Enter');
        await entered.getByRole('heading', { level: 1, name: heading }).waitFor();
        await entered.locator('[aria-busy]').waitFor({ state: 'detached' });
        await keepPicture(entered, `${name}-${viewport.width}`);
        await entered.close();
      }
    }
  } finally {
    await browser.close();
    await whole.stop();
  }
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const { width, height } = await page.evaluate(() => ({
    width: innerWidth,
    height: document.documentElement.scrollHeight,
  }));
  const path = join(FOLDER, `${name}.png`);
  const clip = { x: 0, y: 0, width, height: Math.min(height, MOST_HEIGHT) };
  const taken = await page.screenshot({ clip, fullPage: true });
  // Few colours make a third of the bytes.
  const { size } = await sharp(taken).png({ palette: true, effort: 10 }).toFile(path);
  console.log(`${path} ${size} bytes`);
  if (size > MOST_BYTES) throw new Error(`${path} is over ${MOST_BYTES} bytes`);
}

await main();
