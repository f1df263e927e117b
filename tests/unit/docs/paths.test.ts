import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const PAGES = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT });
const ROOMS = /^(?:infra|functions|shared|local|tests|bench|samples|docs)\/[\w./-]+\.(?:ts|js|md)$/;

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');

  it('names only files that are there', () => {
    const named = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
    expect(named.filter((path) => ROOMS.test(path) && !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('links only to pages that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
    const broken = links.filter((path) => !existsSync(join(ROOT, dirname(page), path)));
    expect(broken).toEqual([]);
  });
});
