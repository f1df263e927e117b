import { readFileSync } from 'node:fs';
import { lookup } from 'node:dns';
import { createServer as createHttpServer } from 'node:http';
import { connect, type AddressInfo, type TcpNetConnectOpts } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { Agent, request } from 'undici';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeGuardedSender, type SenderOptions } from '#adapters/http/guarded-sender.ts';
import { isPublicAddress, WITH_LOOPBACK } from '#domain/webhook/address.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { HOSTILE, startReceiver, type Behaviour, type Receiver } from '../../support/hostile-receivers.ts';

const QUICK = { dnsMs: 150, connectMs: 300, tlsMs: 300, totalMs: 400 };
const MEGABYTE = 1024 * 1024;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function receiverThat(behave: Behaviour): Promise<Receiver> {
  const receiver = await startReceiver(behave);
  opened.push(receiver);
  return receiver;
}

function senderWith(options: SenderOptions = {}): ReturnType<typeof makeGuardedSender> {
  const sender = makeGuardedSender({ urlPolicy: WITH_LOOPBACK, limits: QUICK, ...options });
  opened.push(sender);
  return sender;
}

const POST = { headers: { 'content-type': 'application/json' }, body: '{"a":1}' };
const answer =
  (text: string): Behaviour =>
  (socket) =>
    void socket.write(text);

describe('hostile receivers', () => {
  const expected: Record<string, unknown> = {
    silent: { kind: 'timed-out', phase: 'headers' },
    'header drip': { kind: 'timed-out', phase: 'headers' },
    'body drip': { kind: 'timed-out', phase: 'body' },
    '103 flood': { kind: 'timed-out', phase: 'headers' },
    'infinite body': { kind: 'response', status: 200, truncated: true },
    'gzip bomb': { kind: 'response', status: 200, truncated: true },
    'huge headers': { kind: 'broken', detail: 'UND_ERR_HEADERS_OVERFLOW' },
    garbage: { kind: 'broken' },
    'lying length': { kind: 'broken' },
    'redirect to metadata': { kind: 'response', status: 307 },
  };

  it.each(Object.entries(HOSTILE))('%s ends in time, with little memory', async (name, behave) => {
    const receiver = await receiverThat(behave);
    const sender = senderWith();
    const heapBefore = process.memoryUsage().heapUsed;
    const outcome = await sender.post({ url: receiver.url, ...POST });
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(20 * MEGABYTE);
    expect(outcome).toMatchObject({ ...(expected[name] as object), address: expect.any(String) as string });
    if (outcome.kind === 'response')
      expect(Buffer.byteLength(outcome.body, 'latin1')).toBeLessThanOrEqual(16_384);
    expect(receiver.requests()).toHaveLength(1);
    if (name !== 'redirect to metadata') await vi.waitFor(() => expect(receiver.openSockets()).toBe(0));
  });

  it('sends what it was given and asks for nothing that must be inflated', async () => {
    const receiver = await receiverThat(answer('HTTP/1.1 204 No Content\r\nX-Two: a\r\nx-two: b\r\n\r\n'));
    const outcome = await senderWith().post({ url: receiver.url, ...POST });
    expect(outcome).toMatchObject({
      kind: 'response',
      status: 204,
      body: '',
      headers: { 'x-two': 'a, b' },
      address: '127.0.0.1',
    });
    const [seen] = receiver.requests();
    expect(seen).toContain('POST /hook HTTP/1.1');
    expect(seen).toContain('accept-encoding: identity');
    expect(seen).toContain('{"a":1}');
  });

  it('says how long each phase took, as far as it came', async () => {
    const receiver = await receiverThat(answer('HTTP/1.1 204 No Content\r\n\r\n'));
    const sender = senderWith();
    const { timings } = await sender.post({ url: receiver.url, ...POST });
    expect(Object.keys(timings ?? {})).toEqual(['dnsMs', 'connectMs', 'firstByteMs']);
    const drip = await receiverThat(HOSTILE['silent']!);
    const silent = await sender.post({ url: drip.url, ...POST });
    expect(Object.keys(silent.timings ?? {})).toEqual(['dnsMs', 'connectMs']);
  });

  it('looks at a page without following it, under the same guards', async () => {
    const receiver = await receiverThat(
      answer('HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n'),
    );
    expect(await senderWith().look(receiver.url)).toMatchObject({ kind: 'response', status: 302 });
    expect(receiver.requests()).toEqual([expect.stringContaining('GET /hook HTTP/1.1')]);
    expect(await senderWith().look('https://10.0.0.1/')).toMatchObject({ kind: 'blocked' });
  });

  it('uses a connection again', async () => {
    const server = createHttpServer(
      (incoming, reply) => void incoming.resume().on('end', () => reply.end('ok')),
    );
    const connected = vi.fn<() => void>();
    server.on('connection', connected);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => new Promise((resolve) => void server.close(() => resolve())) });
    const sender = senderWith();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    for (let time = 0; time < 6; time += 1) {
      expect(await sender.post({ url, ...POST })).toMatchObject({
        kind: 'response',
        body: 'ok',
        truncated: false,
      });
    }
    expect(connected.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('holds at most four connections to one receiver', async () => {
    const receiver = await receiverThat(HOSTILE['silent']!);
    const sender = senderWith();
    await Promise.all(Array.from({ length: 8 }, () => sender.post({ url: receiver.url, ...POST })));
    expect(receiver.mostSocketsAtOnce()).toBe(4);
  });

  it('gives a request its whole time once it has a connection, however long others held them', async () => {
    let requests = 0;
    const receiver = await receiverThat((socket) => {
      requests += 1;
      if (requests > 4) setTimeout(() => socket.end('HTTP/1.1 204 No Content\r\n\r\n'), 200);
    });
    const sender = senderWith({ limits: { ...QUICK, freeMs: 5_000 } });
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => sender.post({ url: receiver.url, ...POST })),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual([...Array(4).fill('timed-out'), 'response']);
  });

  it('is no attempt where others at the same address hold every connection', async () => {
    const receiver = await receiverThat(HOSTILE['silent']!);
    const sender = senderWith({ limits: { ...QUICK, freeMs: 20 } });
    const hanging = Array.from({ length: 4 }, () => sender.post({ url: receiver.url, ...POST }));
    await expect(sender.post({ url: receiver.url, ...POST })).rejects.toMatchObject({
      name: 'TransientError',
      code: 'NoFreeConnection',
    });
    await Promise.all(hanging);
    expect(receiver.requests()).toHaveLength(4);
  });

  it('takes no proxy from the environment', async () => {
    const proxy = await receiverThat(answer('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    const receiver = await receiverThat(answer('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY']) {
      vi.stubEnv(name, name === 'NODE_USE_ENV_PROXY' ? '1' : `http://127.0.0.1:${proxy.port}`);
    }
    await senderWith().post({ url: receiver.url, ...POST });
    vi.unstubAllEnvs();
    expect([proxy.connections(), receiver.connections()]).toEqual([0, 1]);
  });
});

describe('where nothing arrives', () => {
  it('says so of a port that nobody listens on', async () => {
    const receiver = await startReceiver(HOSTILE['silent']!);
    await receiver.close();
    expect(await senderWith().post({ url: receiver.url, ...POST })).toMatchObject({ kind: 'connect-failed' });
  });

  it('says so of a name without addresses, and of a resolver that never answers', async () => {
    const none = senderWith({ resolve: async () => [] });
    expect(await none.post({ url: 'https://partner.example.org/', ...POST })).toMatchObject({
      kind: 'dns-failed',
    });
    const silent = senderWith({ resolve: () => new Promise(() => undefined) });
    expect(await silent.post({ url: 'https://partner.example.org/', ...POST })).toMatchObject({
      kind: 'timed-out',
      phase: 'dns',
    });
    const refused = senderWith({ resolve: () => Promise.reject(new Error('SERVFAIL')) });
    expect(await refused.post({ url: 'https://partner.example.org/', ...POST })).toMatchObject({
      kind: 'dns-failed',
    });
  });
});

describe('what is our own fault', () => {
  it('is thrown: a header that cannot be sent, a sender that is closed, no free file handle', async () => {
    const receiver = await receiverThat(answer('HTTP/1.1 204 No Content\r\n\r\n'));
    const unsendable = { url: receiver.url, body: '', headers: { 'x-broken': 'a\nb' } };
    await expect(senderWith().post(unsendable)).rejects.toMatchObject({ code: 'UND_ERR_INVALID_ARG' });
    const closed = makeGuardedSender({ urlPolicy: WITH_LOOPBACK });
    await closed.close();
    await expect(closed.post({ url: receiver.url, ...POST })).rejects.toMatchObject({
      name: 'TransientError',
    });
    const full = Object.assign(new Error('too many open files'), { code: 'EMFILE' });
    const starved = senderWith({ resolve: () => Promise.reject(full) });
    await expect(starved.post({ url: 'https://partner.example.org/', ...POST })).rejects.toMatchObject({
      code: 'EMFILE',
    });
    expect(receiver.connections()).toBe(0);
  });
});

describe('addresses that are not public', () => {
  const urls = JSON.parse(readFileSync('tests/vectors/ssrf-urls.json', 'utf8')) as string[];

  it('are posted to under none of their 74 spellings', async () => {
    const resolve = vi.fn<() => Promise<{ address: string; family: number }[]>>(async () => [
      { address: '127.0.0.1', family: 4 },
    ]);
    const sender = senderWith({
      urlPolicy: { schemes: ['https:'], ports: ['8443'], loopback: false },
      resolve,
    });
    const outcomes = await Promise.all(urls.map((url) => sender.post({ url, ...POST })));
    expect(urls).toHaveLength(74);
    expect(outcomes.map(({ kind }) => kind)).toEqual(urls.map(() => 'blocked'));
    expect(resolve).not.toHaveBeenCalled();
  });

  it.each([
    ['one address', ['127.0.0.1']],
    ['one of several', ['93.184.215.14', '127.0.0.1']],
    ['IPv4 inside IPv6', ['::ffff:127.0.0.1']],
    ['link-local', ['fe80::1']],
  ])('are not connected to when a name leads there: %s', async (_, addresses) => {
    const receiver = await receiverThat(answer('HTTP/1.1 200 OK\r\n\r\n'));
    const sender = senderWith({
      urlPolicy: { schemes: ['http:'], ports: [String(receiver.port)], loopback: false },
      resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    });
    const outcome = await sender.post({ url: `http://partner.example.org:${receiver.port}/`, ...POST });
    expect(outcome).toMatchObject({ kind: 'blocked' });
    expect(receiver.connections()).toBe(0);
  });
});

/** Public when it is asked first, this machine from then on. */
function makeRebindingResolver(): () => string {
  let asked = 0;
  return () => {
    asked += 1;
    return asked === 1 ? '93.184.215.14' : '127.0.0.1';
  };
}

describe('a name that changes its address', () => {
  /** `node:net`'s `connect` that keeps what it was asked, and goes where `to` says in the place of the internet. */
  function aConnect(to: number) {
    const asked: { host: string | undefined; goesTo: unknown }[] = [];
    const connectTo = (options: TcpNetConnectOpts) => {
      const ask = options.lookup ?? lookup;
      ask(options.host ?? '', { all: true }, (_error, found) => {
        asked.push({ host: options.host, goesTo: found });
      });
      return connect({ host: '127.0.0.1', port: to });
    };
    return { asked, connect: connectTo };
  }
  const RULES = (port: number) => ({ schemes: ['http:'], ports: [String(port)], loopback: false }) as const;

  it('is connected to at the very address that was checked, however it resolves later', async () => {
    const receiver = await receiverThat(answer('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    const next = makeRebindingResolver();
    const { asked, connect: connectTo } = aConnect(receiver.port);
    const sender = senderWith({
      urlPolicy: RULES(receiver.port),
      resolve: async () => [{ address: next(), family: 4 }],
      connect: connectTo,
    });
    await sender.post({ url: `http://partner.example.org:${receiver.port}/`, ...POST });
    expect(asked).toEqual([
      { host: 'partner.example.org', goesTo: [{ address: '93.184.215.14', family: 4 }] },
    ]);
  });

  it('is sent nothing when the other end turns out to be this machine', async () => {
    const received: string[] = [];
    const receiver = await receiverThat((socket) => {
      socket.on('data', (bytes: Buffer) => received.push(bytes.toString()));
    });
    const sender = senderWith({
      urlPolicy: RULES(receiver.port),
      resolve: async () => [{ address: '93.184.215.14', family: 4 }],
      connect: aConnect(receiver.port).connect,
    });
    const outcome = await sender.post({ url: `http://partner.example.org:${receiver.port}/`, ...POST });
    expect(outcome).toMatchObject({ kind: 'blocked' });
    expect(received).toEqual([]);
  });

  it('is never followed to this machine', async () => {
    const receiver = await receiverThat(answer('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    const sender = senderWith({
      urlPolicy: RULES(receiver.port),
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    const url = `http://partner.example.org:${receiver.port}/`;
    expect(await sender.post({ url, ...POST })).toMatchObject({ kind: 'blocked' });
    expect(receiver.connections()).toBe(0);
  });

  it('gets through to a sender that checks first and connects later', async () => {
    const receiver = await receiverThat(answer('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    const next = makeRebindingResolver();
    const careless = new Agent({
      connect: {
        lookup: ((_name: string, options: { all?: boolean }, done: (...found: unknown[]) => void) => {
          const address = next();
          done(null, options.all ? [{ address, family: 4 }] : address, 4);
        }) as typeof lookup,
      },
    });
    opened.push({ close: () => careless.destroy() });
    expect(isPublicAddress(next())).toBe(true);
    await request(`http://partner.example.org:${receiver.port}/`, {
      dispatcher: careless,
      method: 'POST',
      ...POST,
    });
    expect(receiver.connections()).toBe(1);
  });
});

describe('TLS', () => {
  async function secureReceiver(options: TlsOptions): Promise<string> {
    const server = createServer({ ...selfSigned('127.0.0.1'), ...options }, (socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => new Promise((resolve) => void server.close(() => resolve())) });
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  it('that is never agreed on ends in its own time', async () => {
    const receiver = await receiverThat(HOSTILE['silent']!);
    const url = receiver.url.replace('http:', 'https:');
    const outcome = await senderWith().post({ url, ...POST });
    expect(outcome).toMatchObject({ kind: 'timed-out', phase: 'tls' });
    await vi.waitFor(() => expect(receiver.openSockets()).toBe(0));
  });

  it.each([
    ['a certificate that nobody vouches for', {}],
    [
      'nothing newer than TLS 1.1',
      { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    ],
  ] as [string, TlsOptions][])('refuses %s', async (_, options) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const url = await secureReceiver(options);
    const outcome = await senderWith().post({ url, ...POST });
    vi.unstubAllEnvs();
    expect(outcome).toMatchObject({ kind: 'tls-failed' });
  });
});
