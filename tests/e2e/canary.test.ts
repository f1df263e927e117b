import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { synthesised } from '../infra/synthesised.ts';
import { drop, receiptOf } from '../support/author.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { until } from '../support/until.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

const rootSchema = z.object({ secret: z.string() });
const createdSchema = z.object({ token: z.string() });
const rotatedSchema = z.object({ secret: z.string() });
const deliveriesSchema = z.object({ deliveries: z.array(z.object({ id: z.string() })) });

describe('the secrets of a run with news, failures, a rotation and a mail', () => {
  let whole: WholeStack;
  let partner: Partner;
  let secrets: Record<string, string>;
  const answers: string[] = [];

  beforeAll(async () => {
    [whole, partner] = await Promise.all([startWhole(), startPartner()]);
    const { api, running } = whole;
    const asked = async (method: string, path: string, body?: object): Promise<void> => {
      answers.push(JSON.stringify(await api(method, path, body)) ?? '');
    };
    const endpointId = await join(whole, 'kabar', partner);
    const endpoint = `/partners/kabar/endpoints/${endpointId}`;
    const first = partner.secret;
    const { token } = createdSchema.parse(
      await api('POST', '/partners', { id: 'lain', name: 'Lain', contactEmail: 'desk@lain.example' }),
    );
    partner.answer = 500;
    const receipt = await receiptOf(
      whole,
      'blora/kunci.md',
      await drop(whole, 'blora/kunci.md', '# Kunci hilang\n\nKunci kantor hilang di pasar.\n'),
    );
    answers.push(JSON.stringify(receipt));
    await until('the partner to turn it away', async () => partner.turnedAway.length > 0);
    const { secret } = rotatedSchema.parse(await api('POST', `${endpoint}/rotate-secret`));
    partner.answer = 200;
    await until('the next try', async () => partner.received.length > 0, {
      moving: () => running.advance(2_000),
      patienceMs: 30_000,
    });
    await asked('POST', `${endpoint}/disable`);
    const { account, region, sqs, outbox } = running.aws;
    const bulk = running.queues['BulkQueue']?.split('/').at(-1) ?? '';
    sqs.enqueue(
      `arn:aws:sqs:${region}:${account}:${bulk}`,
      JSON.stringify({ prompt: 'mail', endpointId, about: 'disabled' }),
    );
    await until('a mail', async () => outbox.mails.some(({ subject }) => subject.includes('is disabled')));
    await quiet(whole);
    for (const path of ['/partners', '/partners/kabar', endpoint, '/tokens', '/newsrooms', '/releases']) {
      await asked('GET', path);
    }
    const listed = await api('GET', '/partners/kabar/deliveries');
    answers.push(JSON.stringify(listed));
    for (const { id } of deliveriesSchema.parse(listed).deliveries) await asked('GET', `/deliveries/${id}`);
    const keys = await fetch(`${running.site}/.well-known/webhook-keys.json`);
    answers.push(await keys.text(), ...partner.received.map((one) => JSON.stringify(one)));
    secrets = { first, second: secret, partner: token, operator: running.operatorToken, ...(await roots()) };
  });
  afterAll(async () => {
    await whole.stop();
    await partner.stop();
  });

  async function roots(): Promise<Record<string, string>> {
    const client = new SecretsManagerClient(whole.running.aws.clientConfig);
    const SecretId = whole.running.stack.outputs()['KeyringSecret'];
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
    client.destroy();
    return { root: rootSchema.parse(JSON.parse(SecretString)).secret };
  }

  it('show in no log, answer, mail, variable or template', () => {
    const places = {
      logs: whole.log.join('\n'),
      answers: answers.join('\n'),
      mails: JSON.stringify(whole.running.aws.outbox.mails),
      variables: JSON.stringify([...whole.running.functions.values()].map(({ spec }) => spec.environment)),
      template: JSON.stringify(synthesised({ PRESSWIRE_STAGE: 'local' }).raw),
    };
    expect(places.logs.length).toBeGreaterThan(1_000);
    expect(places.answers).toContain('receiver-error');
    expect(Object.keys(secrets).length).toBeGreaterThanOrEqual(5);
    const sightings = Object.entries(places).flatMap(([place, text]) =>
      Object.entries(secrets).flatMap(([name, secret]) =>
        formsOf(secret)
          .filter((form) => text.includes(form))
          .map(() => `${name} in ${place}`),
      ),
    );
    expect(sightings).toEqual([]);
  });
});

/** A secret as it is given, bare, and as bytes written in the usual ways. */
function formsOf(secret: string): string[] {
  const bare = secret.replace(/^whsec_/, '');
  const bytes = [Buffer.from(bare), Buffer.from(bare, 'base64')];
  return [secret, bare, ...bytes.flatMap((one) => [one.toString('hex'), one.toString('base64')])].filter(
    (form) => form.length >= 16,
  );
}
