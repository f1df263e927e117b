import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/** What serves a function of a cloud, and not a reader: one process for all pages, no checks of where a page may ask. */
const NOT_OURS = new Set(['--single-process', '--disable-web-security', '--allow-running-insecure-content']);

/** A browser that comes from npm: nothing has to be installed for it. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((each) => !NOT_OURS.has(each)),
    headless: true,
  });
}

/** A phone held upright, and a desk. */
export const VIEWPORTS = [
  { width: 360, height: 780 },
  { width: 1280, height: 800 },
] as const;
