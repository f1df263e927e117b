import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '#domain/webhook/sign.ts';
import { verify } from '../../../examples/receivers/node/index.ts';
import { phpValue, startPhp } from '../../support/php.ts';
import { FLIPPED_PARTS, makeVectors, VECTORS_FILE, type Vector } from '../../support/receiver-vectors.ts';

const example = (path: string): string =>
  readFileSync(new URL(`../../../examples/receivers/${path}`, import.meta.url), 'utf8');
const vectors = makeVectors();
const headersOf = ({ id, timestamp, signature }: Vector) => ({
  'webhook-id': id,
  'webhook-timestamp': timestamp,
  'webhook-signature': signature,
});
const isAsymmetric = ({ keys }: Vector): boolean => keys.some((key) => key.startsWith('whpk_'));
const named = (name: string): Vector => vectors.find((one) => one.name === name)!;

/** How many bits of a part there are, and which of them, turned over, still leave the webhook verified. */
type Flips = { tried: number; accepted: string[] };

/** Every text of a vector with one bit turned over, as bytes. */
function* flipsOf(vector: Vector): Generator<{ part: string; at: number; changed: Buffer }> {
  for (const part of FLIPPED_PARTS) {
    const bytes = Buffer.from(vector[part]);
    for (let at = 0; at < bytes.length * 8; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at >> 3] = changed[at >> 3]! ^ (1 << (at & 7));
      yield { part, at, changed };
    }
  }
}
const bitsOf = (vector: Vector): number =>
  FLIPPED_PARTS.reduce((sum, part) => sum + Buffer.byteLength(vector[part]) * 8, 0);

it('the shared vectors are what the sender signs', () => {
  expect(JSON.parse(readFileSync(VECTORS_FILE, 'utf8'))).toEqual({ vectors });
  expect(vectors.filter(({ valid }) => valid).length).toBeGreaterThan(10);
});

describe('the Node receiver', () => {
  it.each(vectors)('$name: $valid', (vector) => {
    const { body, keys, now, valid } = vector;
    expect(verify({ headers: headersOf(vector), body, keys, nowMs: now * 1000 })).toBe(valid);
  });

  it.each(['v1', 'v1a'])('refuses %s with any bit turned over', (name) => {
    const vector = named(name);
    const accepted: string[] = [];
    let tried = 0;
    for (const { part, at, changed } of flipsOf(vector)) {
      const headers = headersOf({ ...vector, [part]: part === 'body' ? '' : changed.toString('latin1') });
      const body = part === 'body' ? changed : vector.body;
      if (verify({ headers, body, keys: vector.keys, nowMs: vector.now * 1000 }))
        accepted.push(`${part} ${at}`);
      tried += 1;
    }
    expect({ tried, accepted }).toEqual({ tried: bitsOf(vector), accepted: [] });
  });
});

describe('the WordPress receiver', () => {
  let php: Awaited<ReturnType<typeof startPhp>>;
  beforeAll(async () => {
    php = await startPhp({
      'wordpress.php': readFileSync(new URL('../../support/wordpress.php', import.meta.url), 'utf8'),
      'receiver.php': example('wordpress/presswire-receiver.php'),
    });
  });
  afterAll(() => php.stop());

  const LOAD = "require_once '/site/wordpress.php'; require_once '/site/receiver.php';";

  it('verifies the shared vectors, those of v1a where PHP has sodium', async () => {
    const said = (await php.json(`${LOAD}
      $said = [];
      foreach (${phpValue(vectors)} as $v) {
        $headers = ['webhook-id' => $v['id'], 'webhook-timestamp' => $v['timestamp'], 'webhook-signature' => $v['signature']];
        $said[] = \\Presswire\\verify($headers, $v['body'], $v['keys'], $v['now']);
      }
      echo json_encode(['sodium' => extension_loaded('sodium'), 'said' => $said]);`)) as {
      sodium: boolean;
      said: boolean[];
    };
    const expected = vectors.map((vector) => vector.valid && (said.sodium || !isAsymmetric(vector)));
    expect(said.said).toEqual(expected);
  });

  it('refuses v1 with any bit turned over', async () => {
    const vector = named('v1');
    const flips = (await php.json(`${LOAD}
      $v = ${phpValue(vector)}; $tried = 0; $accepted = [];
      foreach (${phpValue(FLIPPED_PARTS)} as $part) {
        for ($at = 0; $at < strlen($v[$part]) * 8; $at++) {
          $w = $v;
          $w[$part][$at >> 3] = chr(ord($v[$part][$at >> 3]) ^ (1 << ($at & 7)));
          $headers = ['webhook-id' => $w['id'], 'webhook-timestamp' => $w['timestamp'], 'webhook-signature' => $w['signature']];
          if (\\Presswire\\verify($headers, $w['body'], $w['keys'], $w['now'])) $accepted[] = "$part $at";
          $tried++;
        }
      }
      echo json_encode(['tried' => $tried, 'accepted' => $accepted]);`)) as Flips;
    expect(flips).toEqual({ tried: bitsOf(vector), accepted: [] });
  });
});

describe('the Python receiver', () => {
  let run: (code: string, given: unknown) => unknown;
  beforeAll(async () => {
    const python = await loadPyodide();
    python.FS.writeFile('presswire_receiver.py', example('python/presswire_receiver.py'));
    run = (code, given) => {
      python.globals['set']('given', JSON.stringify(given));
      return JSON.parse(
        String(python.runPython(`import json, presswire_receiver as p\ngiven = json.loads(given)\n${code}`)),
      );
    };
  });

  it('verifies the shared vectors of v1, and passes over v1a', () => {
    const said = run(
      `
def said(v):
    headers = {f"webhook-{name}": v[name] for name in ("id", "timestamp", "signature")}
    return p.verify(headers, v["body"].encode(), v["keys"], v["now"])
json.dumps([said(v) for v in given])`,
      vectors,
    );
    expect(said).toEqual(vectors.map((vector) => vector.valid && !isAsymmetric(vector)));
  });

  it('refuses v1 with any bit turned over', () => {
    const vector = named('v1');
    const flips = run(
      `
tried, accepted = 0, []
for part in ("body", "id", "timestamp", "signature"):
    for at in range(len(given[part].encode()) * 8):
        changed = bytearray(given[part].encode())
        changed[at >> 3] ^= 1 << (at & 7)
        w = {**given, part: bytes(changed) if part == "body" else changed.decode("latin-1")}
        body = w["body"] if part == "body" else w["body"].encode()
        headers = {f"webhook-{name}": w[name] for name in ("id", "timestamp", "signature") if name != part}
        if part != "body":
            headers[f"webhook-{part}"] = w[part]
        if p.verify(headers, body, w["keys"], w["now"]):
            accepted.append(f"{part} {at}")
        tried += 1
json.dumps({"tried": tried, "accepted": accepted})`,
      vector,
    );
    expect(flips).toEqual({ tried: bitsOf(vector), accepted: [] });
  });

  it('answers a challenge, a release, a kill and a forgery', () => {
    const thin = (type: string, version: number) =>
      JSON.stringify({ type: `release.${type}`, data: { uri: 'urn:uuid:1', version } });
    const bodies = [
      '{"type":"endpoint.challenge","data":{"challenge":"abc"}}',
      thin('published', 1),
      thin('killed', 3),
      thin('updated', 2),
      '{"type":"release.other","data":{}}',
    ];
    const { keys, now } = named('v1');
    const sent = bodies.map((body, n) => ({
      body,
      headers: {
        'webhook-id': `msg_${n}`,
        'webhook-timestamp': String(now),
        'webhook-signature': sign({ id: `msg_${n}`, timestamp: now, body, secrets: keys }),
      },
    }));
    const forged = { ...sent[1]!, body: thin('killed', 9) };
    const answers = run(
      `
rows = {}
def change(event, decide):
    step, rows[event["uri"]] = decide(rows.get(event["uri"]))
    return rows[event["uri"]], "https://site.example/1"
json.dumps([p.receive(one["headers"], one["body"].encode(), ${JSON.stringify(keys)}, ${now}, change) for one in given])`,
      [...sent, forged],
    );
    expect(answers).toEqual([
      [200, { challenge: 'abc' }],
      [200, { version: 1, url: 'https://site.example/1' }],
      [200, { version: 3, ack: 'removed' }],
      [200, { version: 3, ack: 'removed' }],
      [200, {}],
      [401, {}],
    ]);
  });

  it('says what to do as the others do', () => {
    const steps = run(
      `
held, steps = None, []
for kind, version in given:
    step, held = p.reconcile(held, {"kind": kind, "version": version})
    steps.append([step, held["version"]])
json.dumps(steps)`,
      [
        ['live', 1],
        ['live', 1],
        ['live', 3],
        ['live', 2],
        ['gone', 4],
        ['live', 3],
        ['advance', 5],
      ],
    );
    expect(steps).toEqual([
      ['publish', 1],
      ['nothing', 1],
      ['publish', 3],
      ['nothing', 3],
      ['remove', 4],
      ['nothing', 4],
      ['keep', 5],
    ]);
  });
});
