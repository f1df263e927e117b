import { describe, expect, it } from 'vitest';
import { parseDropKey } from '#domain/formats/key.ts';
import { releaseIdOf, stemOf } from '#domain/release/release-id.ts';
import { ownVectors } from '../../support/vectors.ts';

describe('parseDropKey', () => {
  it.each([
    ['incoming/blora/rilis.md', { kind: 'incoming', newsroom: 'blora', path: 'rilis.md' }],
    [
      'incoming/blora/2025/jan/rilis 1.md',
      { kind: 'incoming', newsroom: 'blora', path: '2025/jan/rilis 1.md' },
    ],
    ['check/blora/rilis.md', { kind: 'check', newsroom: 'blora', path: 'rilis.md' }],
    ['check/_pulse/pulse.md', { kind: 'check', newsroom: '_pulse', path: 'pulse.md' }],
    ['check/_pulse/other.md', { kind: 'invalid' }],
    ['incoming/_pulse/pulse.md', { kind: 'invalid' }],
    ['commands/2025/kill-1.json', { kind: 'command', path: '2025/kill-1.json' }],
    ['incoming/blora/', { kind: 'ignored' }],
    ['incoming/blora/sub/', { kind: 'ignored' }],
    ['incoming/blora/.DS_Store', { kind: 'ignored' }],
    ['incoming/blora/Thumbs.db', { kind: 'ignored' }],
    ['incoming/blora/~$rilis.docx', { kind: 'ignored' }],
    ['incoming/blora/rilis.md.filepart', { kind: 'ignored' }],
    ['receipts/blora/rilis.md.json', { kind: 'ignored' }],
    ['incoming/blora', { kind: 'invalid', newsroom: 'blora', path: '' }],
    ['incoming/blora/../kendal/x.md', { kind: 'invalid', newsroom: 'blora', path: '../kendal/x.md' }],
    ['incoming/Blora/x.md', { kind: 'invalid' }],
    ['feeds/latest.xml', { kind: 'invalid' }],
    ['commands/../incoming/x.md', { kind: 'invalid' }],
    ['', { kind: 'invalid' }],
  ])('%s', (key, place) => {
    expect(parseDropKey(key)).toEqual(place);
  });

  it('refuses hostile keys or keeps them inside their newsroom', () => {
    const kinds = ownVectors('s3-keys-bad').map((key) => {
      const place = parseDropKey(key);
      if (place.kind !== 'incoming') return place.kind;
      expect(key.startsWith(`incoming/${place.newsroom}/`)).toBe(true);
      expect(releaseIdOf(place.newsroom, stemOf(place.path))).toMatch(/^acme\/[a-z0-9][a-z0-9-]{0,62}$/);
      return place.kind;
    });
    expect(kinds.filter((kind) => kind === 'invalid').length).toBeGreaterThanOrEqual(15);
    expect(kinds).not.toContain('command');
  });
});
