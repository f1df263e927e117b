import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, VIEWPORTS } from '../support/browser.ts';
import { startShownSite, type ShownPage, type ShownSite } from '../support/shown-site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NAMES = [
  'release',
  'release-english',
  'release-picture',
  'release-arabic',
  'newsroom',
  'network',
  'category',
  'feeds',
  'not-found',
  'withdrawn',
] as const;
const EACH = NAMES.flatMap((name) => VIEWPORTS.map(({ width }) => ({ name, width })));

type Found = { id: string; help: string; nodes: string[] };
type Focused = { id: string; isVisible: boolean; isMarked: boolean };

describe('in a browser', { timeout: 60_000 }, () => {
  let site: ShownSite;
  let browser: Browser;

  const shown = (name: string): ShownPage => {
    const page = site.pages.find((each) => each.name === name);
    if (page === undefined) throw new Error(`no page is called ${name}`);
    return page;
  };
  /** Opens a page, has something done with it, and gives that and what the browser complained of. */
  const visit = async <T>(
    { name, width }: { name: string; width: number },
    work: (page: Page) => Promise<T>,
    options: { javaScriptEnabled?: boolean; colorScheme?: 'dark' } = {},
  ): Promise<{ result: T; complaints: string[]; status: number }> => {
    const viewport = VIEWPORTS.find((each) => each.width === width) ?? VIEWPORTS[0];
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce', ...options });
    try {
      const page = await context.newPage();
      const url = site.whole.running.site + shown(name).path;
      const complaints: string[] = [];
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (message) => {
        // The browser notes the page's own 404 or 410, which is meant.
        const isOwn = message.location().url === url && /status of 4\d\d/.test(message.text());
        if (['error', 'warning'].includes(message.type()) && !isOwn) complaints.push(message.text());
      });
      page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
      const response = await page.goto(url, { waitUntil: 'load' });
      return { result: await work(page), complaints, status: response?.status() ?? 0 };
    } finally {
      await context.close();
    }
  };

  beforeAll(async () => {
    [site, browser] = await Promise.all([startShownSite(), openBrowser()]);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.whole.stop();
  });

  it.each(EACH)('$name at $width px: no complaint, nothing aside, all by keyboard', async (at) => {
    const { result, complaints, status } = await visit(at, async (page) => {
      const violations = await violationsOf(page);
      const aside = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      const controls = await controlsOf(page);
      return { violations, aside, controls, reached: await tabThrough(page, controls.length) };
    });
    expect(status).toBe(shown(at.name).status);
    expect(complaints).toEqual([]);
    expect(result.violations).toEqual([]);
    expect(result.aside).toBeLessThanOrEqual(0);
    expect(result.controls.length).toBeGreaterThan(3);
    expect(result.reached.map(({ id }) => id)).toEqual(result.controls);
    expect(result.reached.filter(({ isVisible, isMarked }) => !isVisible || !isMarked)).toEqual([]);
  });

  it.each(['release', 'network', 'withdrawn'])('%s can be read in the dark', async (name) => {
    const at = { name, width: VIEWPORTS[0].width };
    const { result } = await visit(at, violationsOf, { colorScheme: 'dark' });
    expect(result).toEqual([]);
  });

  it.each(NAMES)('%s says without a script all that it says with one', async (name) => {
    const at = { name, width: VIEWPORTS[0].width };
    const textOf = (page: Page): Promise<string> => page.locator('main').innerText();
    const withScript = await visit(at, async (page) => {
      await page.evaluate(() => document.querySelectorAll('button').forEach((button) => button.remove()));
      return textOf(page);
    });
    const without = await visit(at, textOf, { javaScriptEnabled: false });
    expect(without.result.length).toBeGreaterThan(40);
    expect(words(without.result)).toBe(words(withScript.result));
  });

  it.each(['release', 'release-english', 'release-picture'])(
    '%s has JSON-LD that parses, and agrees with the page',
    async (name) => {
      const { result } = await visit({ name, width: VIEWPORTS[1].width }, async (page) => ({
        data: await page.locator('script[type="application/ld+json"]').allTextContents(),
        headline: await page.locator('h1').innerText(),
        canonical: await page.locator('link[rel=canonical]').getAttribute('href'),
      }));
      expect(result.data).toHaveLength(1);
      const article: Record<string, unknown> = JSON.parse(result.data[0] ?? '');
      expect(article).toMatchObject({
        '@type': 'NewsArticle',
        headline: result.headline,
        mainEntityOfPage: result.canonical,
      });
      expect(Date.parse(String(article['datePublished']))).toBeLessThanOrEqual(site.whole.running.now());
    },
  );

  it('the buttons copy the text of a release and say so', async () => {
    const { result } = await visit({ name: 'release', width: VIEWPORTS[0].width }, async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const button = page.locator('button[data-copy-from]');
      await button.focus();
      await page.keyboard.press('Enter');
      const done = await button.getAttribute('data-done');
      await page.waitForFunction((said) => document.activeElement?.textContent?.trim() === said, done);
      return page.evaluate(() => navigator.clipboard.readText());
    });
    expect(result).toContain('Jalan Kunduran');
    expect(result).toContain('Rangka baja sepanjang 42 meter');
  });

  it('a withdrawn release says so, and nothing of its text', async () => {
    const { result, status } = await visit({ name: 'withdrawn', width: VIEWPORTS[0].width }, (page) =>
      page.locator('body').innerText(),
    );
    expect(status).toBe(410);
    expect(result).not.toContain('dua belas sekolah');
  });
});

const words = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What axe finds, by all its rules, best practices among them. */
async function violationsOf(page: Page): Promise<Found[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document)');
  return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) }));
}

/** Marks all that can be used, in its order, and gives the marks. */
function controlsOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, [tabindex="0"], summary')]
      .filter((element) => element.checkVisibility())
      .map((element, n) => {
        element.dataset['control'] = `${n} ${element.innerText.trim()}`;
        return element.dataset['control'];
      }),
  );
}

/** What the Tab key comes to, one after the other; of each whether it can be seen and shows that it is meant. */
async function tabThrough(page: Page, count: number): Promise<Focused[]> {
  const reached: Focused[] = [];
  for (let n = 0; n < count; n += 1) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate(async () => {
        // What has the focus is scrolled into view with the next frame.
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        const element = document.activeElement;
        if (!(element instanceof HTMLElement)) return { id: 'nothing', isVisible: false, isMarked: false };
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return {
          id: element.dataset['control'] ?? element.tagName,
          isVisible: left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1,
          isMarked: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
        };
      }),
    );
  }
  return reached;
}
