import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Which room may import which (HOUSE, rooms in the order data flows). A room may always import itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'shared/domain': [],
  'shared/ports': ['shared/domain'],
  'shared/platform': ['shared/domain', 'shared/ports'],
  'shared/adapters/memory': ['shared/domain', 'shared/ports', 'shared/adapters'],
  'shared/adapters/aws': ['shared/domain', 'shared/ports', 'shared/platform', 'shared/adapters'],
  'shared/adapters/http': ['shared/domain', 'shared/ports', 'shared/platform', 'shared/adapters'],
  'shared/adapters': ['shared/domain', 'shared/ports', 'shared/platform'],
  functions: [
    'shared/domain',
    'shared/ports',
    'shared/platform',
    'shared/adapters/aws',
    'shared/adapters/http',
  ],
  infra: ['functions/env'],
  // The one folder of the local run that knows Presswire; the rest knows AWS only.
  'local/presswire': ['local', 'shared/domain', 'shared/adapters/aws', 'samples'],
  local: [],
  samples: ['shared/domain'],
  // A partner has nothing of ours.
  examples: [],
  'examples/own-app': ['infra'],
  // Runs in a browser, and knows the API only.
  console: [],
  // Nothing imports bench: it stands in no other row.
  bench: [
    'shared/domain',
    'shared/ports',
    'shared/adapters/memory',
    'shared/adapters/aws',
    'shared/adapters/http',
    'shared/platform',
    'infra',
    'functions',
    'local',
    'local/presswire',
  ],
  // Thin shells over use cases, for a person with credentials.
  cli: ['shared/domain', 'shared/adapters/aws', 'shared/platform', 'functions', 'functions/env'],
};

/** The libraries that the pure core may use, each without I/O, clock or randomness in what is called of it. */
const DOMAIN_LIBRARIES = [
  'feed',
  'ipaddr.js',
  'markdown-it',
  'node:crypto',
  'parse5',
  'sanitize-html',
  'saxes',
  'temporal-polyfill',
  'yaml',
  'zod/mini',
];

const ALIASES: Record<string, string> = {
  '#domain/': 'shared/domain/',
  '#ports/': 'shared/ports/',
  '#adapters/': 'shared/adapters/',
  '#platform/': 'shared/platform/',
};

type Import = { file: string; target: string; typeOnly: boolean };

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/(?:^|\n)\s*(import|export)(\s+type)?\s[^;'"]*?from\s+'([^']+)'/g);
  return [...found].map(([, , typeOnly, specifier = '']) => {
    const alias = Object.keys(ALIASES).find((prefix) => specifier.startsWith(prefix));
    const target = alias
      ? specifier.replace(alias, ALIASES[alias] ?? '')
      : specifier.startsWith('.')
        ? normalize(join(dirname(file), specifier))
        : specifier;
    return { file, target, typeOnly: typeOnly !== undefined };
  });
}

function roomOf(path: string): string | undefined {
  if (/^functions\/[^/]+\/env\.ts$/.test(path)) return 'functions/env';
  const rooms = Object.keys(MAY_IMPORT).toSorted((a, b) => b.length - a.length);
  return rooms.find((room) => path === room || path.startsWith(`${room}/`));
}

const files = globSync([
  'shared/**/*.ts',
  'functions/**/*.ts',
  'infra/**/*.ts',
  'local/**/*.ts',
  'samples/**/*.ts',
  'examples/**/*.ts',
  'cli/**/*.ts',
  'bench/**/*.ts',
  'console/**/*.ts',
]).filter((file) => !file.endsWith('.d.ts'));
const imports = files.flatMap(importsOf);

describe('architecture', () => {
  test('there is something to look at', () => {
    expect(imports.length).toBeGreaterThan(200);
  });

  test('every import follows the table of rooms', () => {
    const wrong = imports.filter(({ file, target }) => {
      const from = roomOf(file);
      const to = roomOf(target);
      const outside =
        !target.includes('/') ||
        !/^(shared|functions|infra|local|cli|tests|samples|examples|bench|console)\//.test(target);
      if (outside || from === undefined) return false;
      if (from === to || (from === 'local' && to === 'local/presswire')) return false;
      if (from === 'functions/env') return to !== 'shared/domain';
      if (from === 'functions' && to === 'functions/env') return dirname(file) !== dirname(target);
      return to === undefined || !MAY_IMPORT[from]?.includes(to);
    });
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test('no function imports another', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        file.startsWith('functions/') &&
        target.startsWith('functions/') &&
        file.split('/')[1] !== target.split('/')[1],
    );
    expect(wrong).toEqual([]);
  });

  test('the domain uses only the libraries that are allowed', () => {
    const used = imports
      .filter(({ file, target }) => file.startsWith('shared/domain/') && !target.startsWith('shared/'))
      .filter(({ target }) => !DOMAIN_LIBRARIES.includes(target));
    expect(used.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test.each([
    { what: 'waits', pattern: /\b(async|await|Promise)\b/ },
    { what: 'reads a clock', pattern: /new Date\(\)|Date\.now\(|Temporal\.Now|performance\.now/ },
    { what: 'is random', pattern: /Math\.random|randomUUID|randomBytes/ },
    { what: 'logs', pattern: /\bconsole\./ },
  ])('nothing in the domain $what', ({ pattern }) => {
    const wrong = files
      .filter((file) => file.startsWith('shared/domain/'))
      .filter((file) => pattern.test(withoutComments(readFileSync(file, 'utf8'))));
    expect(wrong).toEqual([]);
  });

  test('the simulation runs the use cases of the functions that read queues, and of the clock', () => {
    const run = importsOf('tests/simulation/world/functions.ts')
      .filter(({ typeOnly }) => !typeOnly)
      .map(({ target }) => /^functions\/(\w+)\//.exec(target)?.[1]);
    expect(new Set(run.filter(Boolean))).toEqual(
      new Set(['announce', 'clock', 'deliver', 'ingest', 'publish']),
    );
  });

  test('handlers are wiring: at most 60 lines', () => {
    const long = globSync('functions/*/handler.ts').filter(
      (file) => readFileSync(file, 'utf8').trimEnd().split('\n').length > 60,
    );
    expect(long).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
