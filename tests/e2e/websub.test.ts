import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop, receiptOf } from '../support/author.ts';
import { quiet } from '../support/quiet.ts';
import { startSubscriber, type HubCall, type Subscriber } from '../support/subscriber.ts';
import { until } from '../support/until.ts';
import { startWhole, type WholeStack } from '../support/whole-stack.ts';

const MINUTE_MS = 60_000;
const SECRET = 'a secret of the subscriber’s';
const TOPICS = ['/n/blora/feed.xml', '/n/blora/atom.xml', '/n/blora/feed.json'] as const;
const [RSS] = TOPICS;

/**
 * WebSub (W3C Recommendation 2018) against a subscriber that keeps every request; `§` is a section of it. What takes
 * hours is in tests/unit/websub/hub.test.ts.
 */
describe('the WebSub hub', { timeout: 120_000 }, () => {
  let whole: WholeStack;
  let subscriber: Subscriber;
  let releases = 0;

  const topicOf = (path: string) => `${whole.running.site}${path}`;
  const ask = async (parameters: Record<string, string>): Promise<Response> =>
    fetch(`${whole.running.site}/websub`, { method: 'POST', body: new URLSearchParams(parameters) });
  const wish = (mode: string, path: string, more: Record<string, string> = {}) => ({
    'hub.mode': mode,
    'hub.topic': topicOf(path),
    'hub.callback': subscriber.url(),
    ...more,
  });
  /** Time passes, in steps in which everything that is due happens. */
  const passing = { moving: () => whole.running.advance(2_000), patienceMs: 30_000 };
  /** Asks, and gives the verification that came of it, answered. */
  const verified = async (parameters: Record<string, string>): Promise<HubCall> => {
    const before = subscriber.asked.length;
    const response = await ask(parameters);
    expect([response.status, await response.text()]).toEqual([202, expect.stringContaining('confirm')]);
    await until('the verification', async () => subscriber.asked.length > before, passing);
    await quiet(whole);
    return subscriber.asked.at(-1)!;
  };
  const publish = async (): Promise<void> => {
    releases += 1;
    const path = `blora/kabar-${releases}.md`;
    await receiptOf(whole, path, await drop(whole, path, `# Kabar ${releases}\n\nNaskah — é ${releases}.\n`));
    await quiet(whole);
  };
  /** Publishes, and gives the content that came of it. */
  const toldOfNext = async (count = 1): Promise<HubCall[]> => {
    const before = subscriber.told.length;
    await publish();
    await until('content', async () => subscriber.told.length >= before + count, passing);
    await quiet(whole);
    return subscriber.told.slice(before);
  };

  beforeAll(async () => {
    whole = await startWhole();
    subscriber = await startSubscriber();
    await publish();
  }, 120_000);
  afterAll(async () => {
    await subscriber.stop();
    await whole.stop();
  });

  it.each(TOPICS)('is named by %s, in its headers and in itself, with one self (§4)', async (path) => {
    const response = await fetch(topicOf(path));
    const hub = `${whole.running.site}/websub`;
    expect(response.headers.get('link')).toBe(`<${hub}>; rel="hub", <${topicOf(path)}>; rel="self"`);
    const text = await response.text();
    if (path.endsWith('.json')) expect(JSON.parse(text).hubs).toEqual([{ type: 'WebSub', url: hub }]);
    else expect(text.match(/<(?:atom:)?link [^>]*rel="hub"[^>]*>/g)).toEqual([expect.stringContaining(hub)]);
  });

  it.each([
    ['without a topic', { 'hub.topic': '' }, 'hub.topic'],
    ['of something that is no feed', { 'hub.topic': 'https://elsewhere.example.org/' }, 'is no feed'],
    ['with a callback that is no address', { 'hub.callback': 'nowhere' }, 'hub.callback'],
    ['with a private address', { 'hub.callback': 'http://10.0.0.1/' }, 'hub.callback'],
    ['with a long secret', { 'hub.secret': 'k'.repeat(201) }, 'hub.secret'],
  ])('refuses a request %s at once, in plain text (§5.1)', async (_, wrong, reason) => {
    const response = await ask({ ...wish('subscribe', RSS), ...wrong });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain(reason);
  });

  it('denies, with a reason, what it has not (§5.2)', async () => {
    const elsewhere = { 'hub.topic': 'https://elsewhere.example.org/feed.xml' };
    const denial = await verified({ ...wish('subscribe', RSS), ...elsewhere });
    expect(Object.fromEntries(denial.query)).toEqual({
      'hub.mode': 'denied',
      'hub.topic': elsewhere['hub.topic'],
      'hub.reason': expect.stringContaining(whole.running.site),
    });
    const unknown = await verified(wish('subscribe', '/n/nowhere/feed.xml'));
    expect(unknown.query.get('hub.mode')).toBe('denied');
  });

  it('asks the callback, keeps its query, names the lease, and takes no other answer than the challenge (§5.3)', async () => {
    const callback = subscriber.url('/hook?feed=7&hub.mode=own&x=%41');
    subscriber.confirm = () => ({ status: 404, body: 'no' });
    const one = await verified(wish('subscribe', RSS, { 'hub.callback': callback, 'hub.verify': 'sync' }));
    expect(one.path.startsWith('/hook?feed=7&hub.mode=own&x=%41&hub.mode=subscribe&')).toBe(true);
    expect(one.query.get('hub.topic')).toBe(topicOf(RSS));
    expect(one.query.get('hub.lease_seconds')).toBe('864000');
    const two = await verified(
      wish('subscribe', RSS, { 'hub.callback': callback, 'hub.lease_seconds': '1' }),
    );
    expect(two.query.get('hub.lease_seconds')).toBe('3600');
    expect(two.query.get('hub.challenge')).not.toBe(one.query.get('hub.challenge'));
    const three = await verified(
      wish('subscribe', RSS, { 'hub.callback': callback, 'hub.lease_seconds': '9999999' }),
    );
    expect(three.query.get('hub.lease_seconds')).toBe('2592000');
    await publish();
    expect(subscriber.told).toEqual([]);
    subscriber.confirm = ({ query }) => ({ status: 200, body: query.get('hub.challenge') ?? '' });
  });

  it('sends each topic’s bytes with its type, hub and self, signed where there is a secret (§7)', async () => {
    for (const path of TOPICS) {
      const callback = subscriber.url(`/hook?of=${path}`);
      await verified(wish('subscribe', path, { 'hub.callback': callback, 'hub.secret': SECRET }));
    }
    const told = await toldOfNext(TOPICS.length);
    expect(told).toHaveLength(TOPICS.length);
    for (const path of TOPICS) {
      const call = told.find((each) => each.path === `/hook?of=${path}`)!;
      const document = await fetch(topicOf(path));
      const bytes = Buffer.from(await document.arrayBuffer());
      expect(call.body.equals(bytes)).toBe(true);
      expect(call.headers['content-type']).toBe(document.headers.get('content-type'));
      expect(call.headers['link']).toBe(document.headers.get('link'));
      const hmac = createHmac('sha256', SECRET).update(bytes).digest('hex');
      expect(call.headers['x-hub-signature']).toBe(`sha256=${hmac}`);
    }
  });

  it('unsubscribes only what the callback confirms (§5.3)', async () => {
    subscriber.confirm = () => ({ status: 500, body: '' });
    for (const path of TOPICS) {
      const gone = await verified(
        wish('unsubscribe', path, { 'hub.callback': subscriber.url(`/hook?of=${path}`) }),
      );
      expect(gone.query.get('hub.mode')).toBe('unsubscribe');
      expect(gone.query.has('hub.lease_seconds')).toBe(false);
    }
    await toldOfNext(TOPICS.length);
    subscriber.confirm = ({ query }) => ({ status: 200, body: query.get('hub.challenge') ?? '' });
    for (const path of TOPICS) {
      await verified(wish('unsubscribe', path, { 'hub.callback': subscriber.url(`/hook?of=${path}`) }));
    }
    const before = subscriber.told.length;
    await publish();
    await whole.running.advance(MINUTE_MS);
    await quiet(whole);
    expect(subscriber.told.length).toBe(before);
  });

  it('takes a renewal in the place of what was, an absent secret too, but only once it is confirmed (§5.1)', async () => {
    await verified(wish('subscribe', RSS, { 'hub.secret': SECRET }));
    subscriber.confirm = () => ({ status: 404, body: '' });
    await verified(wish('subscribe', RSS));
    const [signed] = await toldOfNext();
    expect(signed!.headers['x-hub-signature']).toMatch(/^sha256=/);
    subscriber.confirm = ({ query }) => ({ status: 200, body: query.get('hub.challenge') ?? '' });
    await verified(wish('subscribe', RSS));
    const [plain] = await toldOfNext();
    expect(plain!.headers).not.toHaveProperty('x-hub-signature');
  });

  it('tries a failed content again, a redirect too, with what stands by then (§7)', async () => {
    subscriber.answer = 302;
    const [first] = await toldOfNext();
    expect(first!.path).toBe('/hook');
    const before = subscriber.told.length;
    subscriber.answer = 200;
    await until('the next try', async () => subscriber.told.length > before, passing);
    const document = await fetch(topicOf(RSS));
    expect(subscriber.told.at(-1)!.body.equals(Buffer.from(await document.arrayBuffer()))).toBe(true);
  });

  it('ends a subscription whose callback is gone (§7)', async () => {
    subscriber.answer = 410;
    expect(await toldOfNext()).toHaveLength(1);
    subscriber.answer = 204;
    const before = subscriber.told.length;
    await publish();
    await whole.running.advance(MINUTE_MS);
    await quiet(whole);
    expect(subscriber.told.length).toBe(before);
  });

  it('says what it is to whoever only looks', async () => {
    const response = await fetch(`${whole.running.site}/websub`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
