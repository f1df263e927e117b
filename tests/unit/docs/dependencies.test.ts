import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const [, runs = '', builds = ''] = read('docs/dependencies.md').split(/^## .*$/m);

/** The cells of each line of a table that names a package. */
function rowsOf(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the table of dependencies', () => {
  it.each([
    ['dependencies', runs],
    ['devDependencies', builds],
  ] as const)('names the very %s of package.json', (kind, section) => {
    const names = rowsOf(section).map(([name = '']) => name.replaceAll('`', ''));
    expect(names).toEqual(Object.keys(manifest[kind]).toSorted());
  });

  it('leaves no cell empty', () => {
    for (const row of [...rowsOf(runs), ...rowsOf(builds)]) {
      expect(row).toHaveLength(5);
      expect(row.filter((cell) => cell === '')).toEqual([]);
    }
  });

  it('every version is exact', () => {
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
