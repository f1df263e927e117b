import { describe, expect, it } from 'vitest';
import * as keys from '#adapters/aws/table-keys.ts';
import { sampleDue, samplePointer } from '../../contract/samples.ts';

const AT = '2025-01-14T02:04:11Z';

/** DESIGN §4, row by row: keys that are stored can never change. */
const KEYS: [item: string, key: keys.Key, pk: RegExp, sk: string][] = [
  ['head', keys.latestKey('blora/x'), /^RELEASE#blora\/x$/, 'LATEST'],
  ['version', keys.versionKey('blora/x', 12), /^RELEASE#blora\/x$/, 'VERSION#000012'],
  ['holder', keys.holderKey('blora/x', 'ep1'), /^HOLDER#blora\/x#[0-7]$/, 'ep1'],
  [
    'upload taken',
    keys.sourceKey('abc'),
    /^SOURCE#ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad$/,
    'TAKEN',
  ],
  ['content claimed', keys.claimKey('h', 'blora'), /^CONTENT#h$/, 'blora'],
  ['content killed', keys.killedKey('h'), /^CONTENT#h$/, 'KILLED'],
  ['feed entry', keys.pointerKey(samplePointer('blora/x', AT)), /^FEED#n\/blora$/, `${AT}#blora/x`],
  ['feed state', keys.feedStateKey('n/blora'), /^FEED#n\/blora$/, 'STATE'],
  ['due work', keys.dueKey(sampleDue('blora/x', AT, '2')), /^DUE#(\d|1[0-5])$/, `${AT}#look#blora/x#2`],
  ['newsroom', keys.newsroomKey('blora'), /^NEWSROOM#blora$/, 'CONFIG'],
  ['partner', keys.partnerKey('kabar'), /^PARTNER#kabar$/, 'CONFIG'],
  ['token', keys.tokenKey('h'), /^TOKEN#h$/, 'CONFIG'],
  ['endpoint', keys.endpointKey('ep1'), /^ENDPOINT#(\d|1[0-5])$/, 'ep1'],
  ['health', keys.healthKey('ep1'), /^ENDPOINT#ep1$/, 'STATE'],
  ['parked', keys.parkedKey('ep1', 'blora/x'), /^ENDPOINT#ep1$/, 'PARKED#blora/x'],
  ['delivery', keys.deliveryKey('ep1', AT, 'd'), /^ENDPOINT#ep1$/, `DELIVERY#${AT}#d`],
  ['attempt', keys.attemptKey('ep1', 'd', 3), /^ENDPOINT#ep1$/, 'ATTEMPT#d#000003'],
  ['audit', keys.auditKey(AT, 'a'), /^AUDIT#2025-01-14$/, `${AT}#a`],
];

describe('keys of the table', () => {
  it.each(KEYS)('%s', (_, key, pk, sk) => {
    expect(key.pk).toMatch(pk);
    expect(key.sk).toBe(sk);
  });
});
