import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, VIEWPORTS } from '../support/browser.ts';
import { startShownSite } from '../support/shown-site.ts';

const FOLDER = join(import.meta.dirname, '../../docs/img');
const MOST_BYTES = 300_000;
/** What is below is more of the same. */
const MOST_HEIGHT = 1_800;

/** `npm run screenshots`: the pages of the sample site as pictures in docs/img. */
async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const { whole, pages } = await startShownSite();
  const browser = await openBrowser();
  try {
    for (const viewport of VIEWPORTS) {
      const page = await browser.newPage({ viewport, reducedMotion: 'reduce', colorScheme: 'light' });
      for (const { name, path } of pages) {
        await page.goto(whole.running.site + path, { waitUntil: 'load' });
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        const file = join(FOLDER, `${name}-${viewport.width}.png`);
        const clip = { x: 0, y: 0, width: viewport.width, height: Math.min(height, MOST_HEIGHT) };
        await page.screenshot({ path: file, clip, fullPage: true });
        const { size } = statSync(file);
        console.log(`${file} ${size} bytes`);
        if (size > MOST_BYTES) throw new Error(`${file} is over ${MOST_BYTES} bytes`);
      }
      await page.close();
    }
  } finally {
    await browser.close();
    await whole.stop();
  }
}

await main();
