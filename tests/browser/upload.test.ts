import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startWhole, type WholeStack } from '../support/whole-stack.ts';
import { expectView, faultsOf, openConsole, picture, startBrowser } from './console-support.ts';

const SMALL_PHONE = { width: 360, height: 740 };
const TEXT = `# Pasar malam dibuka hari Sabtu

Pasar malam dibuka hari Sabtu pukul 18.00 di Alun-Alun.

![Pedagang menata kios](kios.png)
`;
const tokenSchema = z.object({ token: z.string() });
/** Slow enough to see how far a file is. */
const SLOW = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 150_000 };

let stack: WholeStack;
let browser: Browser;
let authorToken: string;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startWhole(), startBrowser()]);
  const made = await stack.api('POST', '/tokens', { role: 'author', subject: 'blora' });
  authorToken = tokenSchema.parse(made).token;
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const file = (name: string, body: string | Buffer, mimeType = 'text/markdown') => ({
  name,
  mimeType,
  buffer: Buffer.from(body),
});

describe('the page for uploads', { timeout: 180_000 }, () => {
  it('puts a text with its picture as one release: progress, receipt in place, preview, page', async () => {
    const { page, context, errors } = await openConsole(
      browser,
      stack.running.site,
      authorToken,
      SMALL_PHONE,
    );
    await page.getByRole('heading', { name: 'Upload', level: 1 }).waitFor();
    await page.goto(`${stack.running.site}/console/upload`);
    await expectView(page, 'Upload', 'upload');
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', SLOW);
    const noise = {
      create: {
        width: 500,
        height: 400,
        channels: 3,
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
        background: '#888',
      },
    } as const;
    const photo = await sharp(noise).png().toBuffer();
    expect(photo.length).toBeGreaterThan(300_000);
    await page
      .getByLabel('Drop files here')
      .setInputFiles([file('pasar-malam.md', TEXT), file('kios.png', photo, 'image/png')]);
    await page.getByText(/^[1-9]\d? % is through$/).waitFor();
    const bar = page.getByRole('progressbar', { name: 'pasar-malam.zip' });
    expect(Number(await bar.getAttribute('value'))).toBeGreaterThan(0);
    await picture(page, 'upload-progress');
    const receipt = page.locator('article article');
    await receipt.getByText('incoming/blora/pasar-malam.zip').waitFor();
    await receipt.getByText('published', { exact: true }).waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'upload-receipt');

    const opened = context.waitForEvent('page');
    await receipt.getByRole('button', { name: 'Preview' }).click();
    const preview = await opened;
    await preview.getByRole('heading', { name: 'Pasar malam dibuka hari Sabtu' }).waitFor();
    expect(await faultsOf(preview)).toEqual([]);
    await preview.close();
    const index = await context.newPage();
    await index.goto(`${stack.running.site}/n/blora/pasar-malam-dibuka-hari-sabtu-${await shortId()}`);
    await index.getByRole('heading', { level: 1, name: 'Pasar malam dibuka hari Sabtu' }).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  it('takes several files that are dropped on it, and only checks them where that is asked for', async () => {
    const { page, context, errors } = await openConsole(
      browser,
      stack.running.site,
      authorToken,
      SMALL_PHONE,
    );
    await page.getByRole('heading', { name: 'Upload', level: 1 }).waitFor();
    await page.getByLabel('Only check').check();
    const dropped = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File(['# Lomba mewarnai\\n\\nLomba mewarnai digelar hari Minggu.\\n'], 'lomba.md'));
      data.items.add(new File([' '], 'kosong.txt'));
      return data;
    })()`);
    await page.dispatchEvent('.zone', 'drop', { dataTransfer: dropped });
    await page.getByText('check/blora/lomba.md').waitFor();
    await page.getByText('check/blora/kosong.txt').waitFor();
    await page.getByText('would be').first().waitFor();
    await page.getByText('refused', { exact: true }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'upload-check');
    const index = await fetch(`${stack.running.site}/n/blora/`);
    expect(await index.text()).not.toContain('Lomba mewarnai');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('says what is wrong with a choice, a name or the connection, and goes on', async () => {
    const { page, context } = await openConsole(browser, stack.running.site, authorToken, SMALL_PHONE);
    const choose = page.getByLabel('Drop files here');
    await choose.setInputFiles([file('a.md', TEXT), file('b.md', TEXT), file('kios.png', 'x', 'image/png')]);
    await page.getByText('Drop each text together with its own pictures.').waitFor();
    await choose.setInputFiles([file('~$a.md', TEXT)]);
    await page.getByText('it is no name of a file').waitFor();
    await context.setOffline(true);
    await choose.setInputFiles([file('lagi.md', TEXT.replace('malam', 'siang'))]);
    const again = page.locator('article', { hasText: 'lagi.md' }).getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await context.setOffline(false);
    await again.click();
    await page.getByText('incoming/blora/lagi.md').waitFor();
    await page.getByText('kios.png').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});

/** What stands behind the slug of the release's address. */
async function shortId(): Promise<string> {
  const { uploads } = z
    .object({
      uploads: z.array(
        z.object({ key: z.string(), release: z.optional(z.object({ url: z.optional(z.string()) })) }),
      ),
    })
    .parse(await stack.api('GET', '/uploads?newsroom=blora'));
  const url = uploads.find(({ key }) => key.endsWith('pasar-malam.zip'))?.release?.url ?? '';
  return url.slice(url.lastIndexOf('-') + 1);
}
