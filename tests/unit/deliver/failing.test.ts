import { describe, expect, it } from 'vitest';
import { OUTCOME_TABLE } from '#domain/webhook/outcome-table.ts';
import { failingMail, isGivenUp, warningHours } from '#domain/partner/failing.ts';
import { removalMail } from '#domain/webhook/removal-mail.ts';
import { TransientError } from '#platform/errors.ts';
import { makeApi } from '../../../functions/api/app.ts';
import { aHead } from '../../support/a-head.ts';
import { answered, Crash, takes } from '../../support/delivery-world.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';
import { HOOK, makeJoinedWorld } from '../api/joined-world.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-03-06T08:00:00Z');
const failingFor = (hours: number, failuresInRow = 20) => ({
  endpointId: 'ep-1',
  rev: 1,
  failuresInRow,
  firstFailureAt: new Date(NOW - hours * HOUR).toISOString(),
});

describe('an endpoint that takes nothing', () => {
  it.each([
    [0, 0],
    [23.9, 0],
    [24, 24],
    [71.9, 24],
    [72, 72],
    [400, 72],
  ])('for %d hours has earned the warning after %i', (hours, warning) => {
    expect(warningHours(failingFor(hours), NOW)).toBe(warning);
  });

  it.each([
    [119.9, 20, false],
    [120, 19, false],
    [120, 20, true],
    [500, 5, false],
  ])('for %d hours over %i requests is given up: %s', (hours, failures, isOver) => {
    expect(isGivenUp(failingFor(hours, failures), NOW)).toBe(isOver);
  });

  it('is not written about with the path of its URL', () => {
    const endpoint = anEndpoint({ url: 'https://daily.example.org/hooks/s3cret' });
    for (const mail of [{ about: 'failing', hours: 24 }, { about: 'disabled' }] as const) {
      const text = JSON.stringify(failingMail(mail, endpoint, { lastWhy: 'time-out' }));
      expect(text).not.toContain('s3cret');
      expect(text).toMatch(/daily\.example\.org.*within 15 seconds/);
    }
  });

  it('is told what went wrong and what to do, in words, and whose page it was', () => {
    const disabled = { at: '2026-03-06T08:00:00.000Z', why: 'failing' };
    const walled = { lastWhy: 'firewall', lastFirewall: 'Wordfence' };
    const { text } = failingMail({ about: 'disabled' }, anEndpoint({ disabled }), walled);
    expect(text).toMatch(/five days.*Wordfence.*let .* through/is);
    for (const [, , why] of OUTCOME_TABLE.filter(([, step]) => step !== 'told')) {
      const said = failingMail({ about: 'failing', hours: 24 }, anEndpoint(), { lastWhy: why }).text;
      expect(said).toMatch(/Last it was this: [A-Z].{20,}\./);
    }
    for (const why of ['gone', 'told-to-stop', 'asked for']) {
      const mail = failingMail(
        { about: 'disabled' },
        anEndpoint({ disabled: { ...disabled, why } }),
        undefined,
      );
      expect(mail.text).not.toMatch(new RegExp(`: ${why}\\b`));
    }
  });
});

describe('five days', () => {
  it('warn the partner twice, end the endpoint, and bring everything once it is enabled again', async () => {
    const world = await makeJoinedWorld();
    await world.pass(60_000);
    world.answers.set(HOOK, () => answered(500));
    for (let day = 0; day < 7; day += 1) {
      const at = new Date(world.clock.now()).toISOString();
      for (const part of ['a', 'b', 'c', 'd', 'e', 'f']) {
        const releaseId = `blora/d${day}${part}`;
        await world.publish({ releaseId, updatedAt: at, firstPublicAt: at });
        await world.prompts.send('changes', [{ prompt: 'announce', releaseId }]);
        await world.pass(4 * HOUR);
      }
    }
    expect(world.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['web@kabar.example', expect.stringMatching(/fails for 24 hours/)],
      ['web@kabar.example', expect.stringMatching(/fails for 72 hours/)],
      ['web@kabar.example', expect.stringMatching(/is disabled/)],
    ]);
    expect(world.mails.at(-1)?.text).toMatch(/answered with an error of its own/);
    const ended = await world.partners.getEndpoint(world.endpointId);
    expect(ended).toMatchObject({ state: 'disabled', disabled: { why: 'failing' } });
    const sent = world.received.length;
    await world.pass(24 * HOUR);
    expect(world.received).toHaveLength(sent);
    world.answers.set(HOOK, takes);
    const enabled = await makeApi(world.apiDeps).request(`${world.path}/enable`, {
      method: 'POST',
      headers: { authorization: 'Bearer operator-token' },
    });
    expect(enabled.status).toBe(200);
    await world.pass(HOUR);
    const holders = await Promise.all(
      Array.from({ length: 42 }, (_, n) =>
        world.holders.getHolder(`blora/d${Math.floor(n / 6)}${'abcdef'[n % 6]}`, world.endpointId),
      ),
    );
    expect(holders.map((holder) => holder?.told?.version)).toEqual(holders.map(() => 1));
    world.answers.set(HOOK, () => answered(500));
    const at = new Date(world.clock.now()).toISOString();
    await world.publish({ releaseId: 'blora/new', updatedAt: at, firstPublicAt: at });
    await world.prompts.send('changes', [{ prompt: 'announce', releaseId: 'blora/new' }]);
    await world.pass(HOUR);
    expect((await world.partners.getEndpoint(world.endpointId))?.state).toBe('active');
    expect(world.deadLetters).toEqual([]);
  });

  it('do not go on counting once the endpoint is enabled again', async () => {
    const world = await makeJoinedWorld();
    await world.pass(60_000);
    const { endpointId } = world;
    const firstFailureAt = new Date(world.clock.now() - 6 * 24 * HOUR).toISOString();
    const gone = { goneAt: firstFailureAt, pausedUntil: new Date(world.clock.now() + HOUR).toISOString() };
    await world.partners.putHealth({ endpointId, rev: 1, failuresInRow: 30, firstFailureAt, ...gone }, 0);
    await world.call('POST', `${world.path}/disable`);
    await world.call('POST', `${world.path}/enable`);
    await world.settle();
    world.answers.set(HOOK, () => answered(410));
    const at = new Date(world.clock.now()).toISOString();
    await world.publish({ updatedAt: at, firstPublicAt: at });
    await world.announce();
    await world.settle();
    expect(world.received.at(-1)?.body['type']).toBe('release.published');
    expect((await world.partners.getEndpoint(endpointId))?.state).toBe('active');
    expect(await world.partners.getHealth(endpointId)).toMatchObject({ failuresInRow: 1 });
  });

  it('with a success in between end nothing', async () => {
    const world = await makeJoinedWorld();
    await world.pass(60_000);
    for (let day = 0; day < 8; day += 1) {
      for (const part of ['a', 'b', 'c', 'd', 'e', 'f']) {
        world.answers.set(HOOK, day === 4 && part === 'a' ? takes : () => answered(500));
        const at = new Date(world.clock.now()).toISOString();
        const releaseId = `blora/d${day}${part}`;
        await world.publish({ releaseId, updatedAt: at, firstPublicAt: at });
        await world.prompts.send('changes', [{ prompt: 'announce', releaseId }]);
        await world.pass(4 * HOUR);
      }
    }
    expect((await world.partners.getEndpoint(world.endpointId))?.state).toBe('active');
    expect(world.mails.map(({ subject }) => /\d+ hours/.exec(subject)?.[0])).toEqual([
      '24 hours',
      '72 hours',
      '24 hours',
      '72 hours',
    ]);
  });
});

describe('an occasion', () => {
  it('is written about once, though the worker that notes it begins twice, a moment apart', async () => {
    const world = await makeJoinedWorld();
    await world.pass(60_000);
    const { endpointId } = world;
    world.answers.set(HOOK, () => answered(500));
    const firstFailureAt = new Date(world.clock.now() - 25 * HOUR).toISOString();
    await world.partners.putHealth({ endpointId, rev: 1, failuresInRow: 1, firstFailureAt }, 0);
    const { putHealth } = world.deliverDeps.partners;
    let crashes = 1;
    world.deliverDeps.partners = {
      ...world.deliverDeps.partners,
      async putHealth(health, rev) {
        if (health.warnedHours !== undefined && (crashes -= 1) >= 0) {
          world.clock.advance(1_000);
          return 'refused';
        }
        return putHealth(health, rev);
      },
    };
    await world.publish();
    await world.announce();
    await world.pass(2 * HOUR);
    expect(crashes).toBeLessThan(0);
    expect(world.mails.map(({ subject }) => subject)).toEqual([expect.stringMatching(/24 hours/)]);
  });

  it('is written about though the worker dies once the endpoint is disabled', async () => {
    const world = await makeJoinedWorld();
    await world.pass(60_000);
    world.answers.set(HOOK, () => answered(500, '', { 'webhook-delivery': 'disable' }));
    const { putEndpoint } = world.deliverDeps.partners;
    world.deliverDeps.partners = {
      ...world.deliverDeps.partners,
      async putEndpoint(endpoint, rev) {
        const written = await putEndpoint(endpoint, rev);
        if (endpoint.state === 'disabled') throw new Crash();
        return written;
      },
    };
    await world.publish();
    await world.announce();
    await world.pass(HOUR);
    expect(world.mails.map(({ subject }) => subject)).toEqual([expect.stringMatching(/is disabled/)]);
  });
});

describe('an endpoint that was removed', () => {
  /** Its partner has the release, and no endpoint any more. */
  async function aRemovedOne() {
    const world = await makeJoinedWorld();
    await world.pass(60_000);
    await world.publish();
    await world.announce();
    await world.settle();
    await world.call('DELETE', world.path);
    return world;
  }

  it.each([
    ['withdrawal', 'withdrawn', /^Withdrawn: /],
    ['kill', 'killed', /^Take down /],
  ] as const)('has its partner written to, once, after a %s', async (kind, state, subject) => {
    const world = await makeJoinedWorld();
    await world.pass(60_000);
    world.answers.set(HOOK, () => answered(200, { url: 'https://kabar.co.id/berita/1' }));
    await world.publish();
    await world.announce();
    await world.settle();
    expect((await world.call('DELETE', world.path)).status).toBe(204);
    await world.change(kind, state, { note: 'A name was wrong.' });
    for (const look of [undefined, 1, 2]) {
      await world.announce(look);
      await world.settle();
    }
    expect(world.mails).toEqual([
      {
        to: 'web@kabar.example',
        subject: expect.stringMatching(subject),
        text: expect.stringMatching(/kabar\.co\.id\/berita\/1.*A name was wrong.*at kabar\.co\.id was/s),
      },
    ]);
    expect(world.unreachable).toEqual([world.endpointId]);
    expect(world.deadLetters).toEqual([]);
  });

  it('has it written to at the address of today, and at its last one when it is gone too', async () => {
    const world = await aRemovedOne();
    await world.call('PATCH', '/api/partners/kabar', { contactEmail: 'new@kabar.example' });
    await world.change('withdrawal', 'withdrawn');
    await world.announce();
    await world.settle();
    await world.call('DELETE', '/api/partners/kabar');
    await world.change('kill', 'killed');
    await world.announce();
    await world.settle();
    expect(world.mails.map(({ to }) => to)).toEqual(['new@kabar.example', 'web@kabar.example']);
  });

  it('is written about again when the mail was not taken', async () => {
    const world = await aRemovedOne();
    const { mailer } = world.deliverDeps;
    let refusals = 1;
    world.deliverDeps.mailer = {
      async send(mail) {
        if ((refusals -= 1) >= 0) throw new TransientError('no mail', { code: 'TooManyRequestsException' });
        await mailer.send(mail);
      },
    };
    await world.change('kill', 'killed');
    await world.announce();
    await world.pass(HOUR);
    expect(world.mails).toHaveLength(1);
  });
});

it('a mail about what was never public does not tell its address, which has words of the headline', () => {
  const asked = {
    holder: {},
    endpoint: { endpointId: 'ep-1', host: 'kabar.co.id', how: 'disabled' },
    siteUrl: 'https://site.example',
  } as const;
  const latest = aHead({ state: 'killed' });
  const { firstPublicAt: _, ...never } = latest;
  expect(removalMail({ ...asked, latest }).text).toContain('https://site.example/n/');
  expect(removalMail({ ...asked, latest: never }).text).not.toContain('site.example');
});

describe('a kill or a withdrawal that no webhook brings', () => {
  /** A partner that holds the release. */
  async function aHolder() {
    const world = await makeJoinedWorld();
    await world.pass(60_000);
    await world.publish();
    await world.announce();
    await world.settle();
    return world;
  }

  it.each([
    ['withdrawal', 'withdrawn', /^Withdrawn: /],
    ['kill', 'killed', /^Take down /],
  ] as const)(
    'is written about, once, where the endpoint is disabled: a %s',
    async (kind, state, subject) => {
      const world = await aHolder();
      await world.call('POST', `${world.path}/disable`);
      await world.change(kind, state, { note: 'A name was wrong.' });
      for (const look of [undefined, 1, 2]) {
        await world.announce(look);
        await world.settle();
      }
      expect(world.mails).toEqual([
        {
          to: 'web@kabar.example',
          subject: expect.stringMatching(subject),
          text: expect.stringMatching(/A name was wrong.*at kabar\.co\.id is disabled/s),
        },
      ]);
      expect(world.unreachable).toEqual([world.endpointId]);
      await world.call('POST', `${world.path}/enable`);
      await world.settle();
      expect(world.received.at(-1)?.body['type']).toBe(`release.${state}`);
    },
  );

  it('is written about where the endpoint asks not to be sent it', async () => {
    const world = await aHolder();
    world.answers.set(HOOK, () => answered(500, '', { 'webhook-delivery': 'abort-message' }));
    await world.change('kill', 'killed');
    await world.announce();
    await world.pass(2 * 60_000);
    await world.announce(1);
    await world.pass(2 * 60_000);
    expect(world.mails).toEqual([
      expect.objectContaining({ text: expect.stringMatching(/at kabar\.co\.id did not take it/) }),
    ]);
    expect(world.unreachable).toEqual([world.endpointId]);
  });

  it('is not written about to whoever holds nothing, or once it was told', async () => {
    const world = await aHolder();
    await world.change('withdrawal', 'withdrawn');
    await world.announce();
    await world.settle();
    await world.call('POST', `${world.path}/disable`);
    await world.announce(1);
    await world.settle();
    await world.publish({ releaseId: 'blora/other', state: 'killed', kind: 'kill' });
    await world.prompts.send('changes', [{ prompt: 'announce', releaseId: 'blora/other' }]);
    await world.settle();
    expect([world.mails, world.unreachable]).toEqual([[], []]);
  });
});
