import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { until } from '../support/until.ts';
import { startWhole, type WholeStack } from '../support/whole-stack.ts';
import {
  expectView,
  faultsOf,
  openConsole,
  picture,
  startBrowser,
  startReceiver,
} from './console-support.ts';

/** Whatever an author or a partner writes is text. */
const HOSTILE = '<img src=x onerror="window.taken=1"><script>window.taken=1</script>';
const HEADLINE = `Pasar dibuka ${HOSTILE}`;
const tokenSchema = z.object({ token: z.string() });
const endpointSchema = z.object({ id: z.string() });
const releasesSchema = z.object({ releases: z.array(z.object({ id: z.string(), state: z.string() })) });
const deliveriesSchema = z.object({ deliveries: z.array(z.object({ state: z.string() })) });
const stateSchema = z.object({ state: z.string() });
const heldSchema = z.object({
  holders: z.array(z.object({ removal: z.optional(z.object({ state: z.string() })) })),
});

let stack: WholeStack;
let browser: Browser;
let removing: Awaited<ReturnType<typeof startReceiver>>;
let stubborn: Awaited<ReturnType<typeof startReceiver>>;
let kabarToken: string;

beforeAll(async () => {
  [stack, browser, removing, stubborn] = await Promise.all([
    startWhole(),
    startBrowser(),
    startReceiver((type) => ({ body: type === 'release.killed' ? '{"ack":"removed"}' : '{}' })),
    startReceiver((type) => ({ status: type === 'release.updated' ? 500 : 200, body: HOSTILE })),
  ]);
  kabarToken = await joined('kabar', removing.url);
  await joined('lain', stubborn.url);
  await drop('pasar.md', `## ${HEADLINE}\n\nBlora: pasar dibuka lagi pada hari Sabtu.\n\nWarga datang.\n`);
  await drop('kosong.md', '');
  await told('kabar', 'delivered');
  await told('lain', 'delivered');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([removing?.stop(), stubborn?.stop()]);
  await stack?.stop();
});

/** A partner with one endpoint that has proved itself; gives the partner's token. */
async function joined(id: string, url: string): Promise<string> {
  const { token } = tokenSchema.parse(
    await stack.api('POST', '/partners', { id, name: `Situs ${id}`, contactEmail: `web@${id}.example` }),
  );
  const made = endpointSchema.parse(await stack.api('POST', `/partners/${id}/endpoints`, { url }));
  const path = `/partners/${id}/endpoints/${made.id}`;
  await until(
    'the endpoint to be active',
    async () => stateSchema.parse(await stack.api('GET', path)).state === 'active',
    {
      moving: () => stack.running.advance(1_000),
      patienceMs: 30_000,
    },
  );
  return token;
}

async function drop(name: string, body: string): Promise<void> {
  const Key = `incoming/blora/${name}`;
  await stack.s3.send(new PutObjectCommand({ Bucket: stack.running.dropBucket, Key, Body: body }));
}

const patient = { moving: () => stack.running.advance(1_000), patienceMs: 40_000 };
const told = (partner: string, wanted: string) =>
  until(
    `a delivery to ${partner}, ${wanted}`,
    async () => {
      const found = await stack.api('GET', `/partners/${partner}/deliveries`);
      return deliveriesSchema.parse(found).deliveries.some(({ state }) => state === wanted);
    },
    patient,
  );

describe('the console', { timeout: 180_000 }, () => {
  it('asks for a token, refuses a wrong one, and forgets it when it is left', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${stack.running.site}/console`);
    await page.getByLabel('Token of').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('The token is missing or unknown').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Token of').fill(stack.running.operatorToken);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Pipeline' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Pipeline' }).waitFor();
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByLabel('Token of').waitFor();
    expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);
    await context.close();
  });

  it('takes an operator from the pipeline over dead letters to a partner', async () => {
    const sqs = new SQSClient(stack.running.aws.clientConfig);
    const dead = Object.entries(stack.running.queues).filter(([name]) => /^[A-Z][a-z]+Dead/.test(name));
    expect(dead).toHaveLength(7);
    for (const [name, QueueUrl] of dead) {
      const fifo = name.startsWith('Feeds') ? { MessageGroupId: 'x', MessageDeduplicationId: 'x' } : {};
      await sqs.send(
        new SendMessageCommand({ QueueUrl, MessageBody: '{"prompt":"no such prompt"}', ...fifo }),
      );
    }
    const { page, context, errors } = await openConsole(
      browser,
      stack.running.site,
      stack.running.operatorToken,
    );
    const menu = page.getByRole('navigation', { name: 'Console' });
    await expectView(page, 'Pipeline', 'pipeline');
    await page
      .getByRole('img', { name: /^deliveries: [1-9]/ })
      .first()
      .waitFor();
    for (const name of dead.map(([id]) => id.replace(/Dead.*/, '').toLowerCase())) {
      await page.getByRole('button', { name: `Redrive ${name}` }).click();
      await page.getByText(`The dead letters of ${name} are on their way again.`).waitFor();
    }

    await menu.getByRole('link', { name: 'Receipts' }).click();
    await expectView(page, 'Receipts', 'receipts');
    await page.getByText('Berkas ini kosong.').waitFor();
    const opened = context.waitForEvent('page');
    await page.locator('article', { hasText: 'incoming/blora/pasar.md' }).getByRole('button').click();
    const preview = await opened;
    await preview.getByRole('heading', { name: HEADLINE }).waitFor();
    const padding = await preview.evaluate("getComputedStyle(document.querySelector('.notice')).padding");
    expect(padding).not.toBe('0px');
    expect(await preview.evaluate('window.taken')).toBeUndefined();
    await picture(preview, 'preview');
    await preview.close();

    await menu.getByRole('link', { name: 'Newsrooms' }).click();
    await expectView(page, 'Newsrooms', 'newsrooms');
    await page.getByLabel('Id (a-z').fill('cepu');
    await page.getByLabel('Name').fill('Humas Cepu');
    await page.getByLabel('Host').fill('cepu.publicrelations.id');
    await page.getByLabel('Zone').fill('Asia/Jakarta');
    await page.getByLabel('Language').fill('id');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: 'Humas Cepu' }).waitFor();

    await menu.getByRole('link', { name: 'Partners' }).click();
    await expectView(page, 'Partners', 'partners');
    await page.getByRole('link', { name: 'Situs kabar' }).click();
    await expectView(page, 'Situs kabar', 'partner');
    expect(errors).toEqual([]);
    sqs.destroy();
    await context.close();
  });

  it('drills a partner that verifies nothing, in red; sends tests, replays, rotates', async () => {
    const { page, context, errors } = await openConsole(browser, stack.running.site, kabarToken);
    await page.getByRole('heading', { name: 'Situs kabar' }).waitFor();
    await page.getByRole('button', { name: 'Drill' }).click();
    const red = page.locator('li.severe', { hasText: 'accepted a forged signature' });
    await red.waitFor();
    const colour = await page.evaluate(
      "getComputedStyle(document.querySelector('li.severe')).backgroundColor",
    );
    expect(colour).toBe('rgb(176, 0, 32)');
    await page.getByRole('button', { name: 'Send tests' }).click();
    await page.getByText('Tests of every event are on their way.').waitFor();
    await page.getByRole('button', { name: 'Replay what it missed' }).click();
    await page.getByText(/^Replay (running|done)/).waitFor();
    await page.getByRole('button', { name: 'Rotate secret' }).click();
    await page.getByText(/whsec_/).waitFor();
    await page.getByText('10 graded').waitFor();
    await expectView(page, 'Situs kabar', 'drill');
    await page.getByRole('button', { name: 'Put away' }).click();
    expect(await page.getByText(/whsec_/).count()).toBe(0);
    await page.getByRole('link', { name: 'Holdings' }).click();
    await expectView(page, /^Holdings/, 'holdings');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('shows what was sent and what came back as text, and compares versions', async () => {
    await drop('pasar.md', `## ${HEADLINE}\n\nBlora: pasar dibuka lagi pada hari Minggu.\n\nWarga datang.\n`);
    await told('lain', 'retrying');
    const { page, context, errors } = await openConsole(
      browser,
      stack.running.site,
      stack.running.operatorToken,
    );
    await page.goto(`${stack.running.site}/console#/partner/lain`);
    await page.getByRole('link', { name: 'release.updated' }).first().click();
    await page.getByText(/^Attempt 1/).click();
    // On a busy machine there may be a second attempt by now.
    await page.getByText('webhook-signature').first().waitFor();
    await page.getByText(HOSTILE).first().waitFor();
    await expectView(page, 'release.updated', 'delivery');

    await page.goto(`${stack.running.site}/console#/releases`);
    await page.getByLabel('Words').fill('pasar dibuka');
    await page.keyboard.press('Enter');
    await expectView(page, 'Releases', 'releases');
    await page.getByRole('link', { name: HEADLINE }).click();
    await page.getByText('Version 2:').click();
    await page.locator('ins', { hasText: 'Minggu' }).waitFor();
    await page.locator('del', { hasText: 'Sabtu' }).waitFor();
    await expectView(page, HEADLINE, 'release');
    expect(await page.evaluate('window.taken')).toBeUndefined();
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('kills only when it is asked twice, and says who removed it', async () => {
    const { page, context, errors } = await openConsole(
      browser,
      stack.running.site,
      stack.running.operatorToken,
    );
    await page.goto(`${stack.running.site}/console#/release/blora/pasar`);
    const reason = page.locator('#kill-reason');
    await reason.fill('A court has forbidden it.');
    await page.getByRole('button', { name: 'Kill it…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'kill-dialog');
    const sure = dialog.getByRole('button', { name: 'Kill it for good' });
    expect(await sure.isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const state = async () =>
      releasesSchema
        .parse(await stack.api('GET', '/releases'))
        .releases.find(({ id }) => id === 'blora/pasar')?.state;
    expect(await state()).toBe('published');
    expect(await reason.inputValue()).toBe('A court has forbidden it.');
    await page.getByRole('button', { name: 'Kill it…' }).click();
    await dialog.getByLabel('Write blora/pasar').fill('blora/pasar');
    await sure.click();
    await until('it to be killed', async () => (await state()) === 'killed', patient);
    await until(
      'one partner to have removed it',
      async () =>
        heldSchema
          .parse(await stack.api('GET', '/releases/blora/pasar'))
          .holders.some(({ removal }) => removal?.state === 'removed'),
      patient,
    );
    await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Kill board' }).click();
    await page.getByText('removed by 1 of 2').waitFor();
    await expectView(page, 'Kill board', 'kills');
    expect(errors).toEqual([]);
    await context.close();
  });

  it("shows a partner's token that partner only, and an author its newsroom's receipts", async () => {
    const partner = await openConsole(browser, stack.running.site, kabarToken);
    const { page } = partner;
    const links = page.getByRole('navigation', { name: 'Console' }).getByRole('link');
    await links.first().waitFor();
    expect(await links.allTextContents()).toEqual(['kabar']);
    await page.goto(`${stack.running.site}/console#/partner/lain`);
    await page.getByRole('heading', { name: 'Situs kabar' }).waitFor();
    await page.goto(`${stack.running.site}/console#/releases`);
    await page.getByRole('heading', { name: 'Situs kabar' }).waitFor();
    expect(await page.getByText('Situs lain').count()).toBe(0);
    await partner.context.close();

    const made = await stack.api('POST', '/tokens', { role: 'author', subject: 'blora' });
    const author = await openConsole(browser, stack.running.site, tokenSchema.parse(made).token);
    await author.page.getByRole('link', { name: 'Receipts' }).click();
    await expectView(author.page, 'Receipts', 'author');
    await author.page.getByText('incoming/blora/kosong.md').waitFor();
    expect(author.errors).toEqual([]);
    await author.context.close();
  });

  it('shows an author what is wrong with a file and, once it is mended, that it is out, without a reload', async () => {
    const made = await stack.api('POST', '/tokens', { role: 'author', subject: 'blora' });
    const { page, context, errors } = await openConsole(
      browser,
      stack.running.site,
      tokenSchema.parse(made).token,
    );
    await page.getByRole('link', { name: 'Receipts' }).click();
    await expectView(page, 'Receipts', 'author-before');
    const cards = page.locator('article', { hasText: 'incoming/blora/air.txt' });
    expect(await cards.count()).toBe(0);
    await drop('air.txt', 'RALAT:\n\nTanpa catatan\n\nIsi.\n');
    await cards.getByText('refused').waitFor();
    await cards.locator('li.bad').first().waitFor();
    await drop('air.txt', 'Air bersih\n\nTruk tangki datang setiap Selasa.\n');
    await cards.getByText('published').waitFor();
    expect(await cards.count()).toBe(2);
    await page.getByLabel('How it ended').selectOption('refused');
    await page.getByRole('button', { name: 'Show' }).click();
    await cards.getByText('published').waitFor({ state: 'detached' });
    await cards.getByText('refused').waitFor();
    expect(await cards.count()).toBe(1);
    await expectView(page, 'Receipts', 'author-refused');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('says when the connection is gone, goes on by itself, and works by keyboard alone', async () => {
    const { page, context } = await openConsole(browser, stack.running.site, stack.running.operatorToken);
    await page.getByRole('heading', { name: 'Queues' }).waitFor();
    await context.setOffline(true);
    await page.getByText('No connection to Presswire').waitFor();
    await context.setOffline(false);
    await page.getByText('No connection to Presswire').waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'Queues' }).waitFor();
    await page.getByRole('link', { name: 'Pipeline' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Releases', level: 1 }).waitFor();
    await until(
      'the heading to be focused',
      async () => (await page.evaluate('document.activeElement.tagName')) === 'H1',
    );
    const unknown = page.goto(`${stack.running.site}/console#/release/no/such`);
    await unknown;
    await page.getByText('There is no release "no/such"').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});
