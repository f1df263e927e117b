#!/usr/bin/env node
// Plain JavaScript, so that a Node that does not run TypeScript can say so or hand over to the one that npm installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  await import('./main.ts');
} else {
  const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(node)) {
    console.error(
      `presswire: this is Node ${process.versions.node}; it needs 24. Run "npm ci" in its folder first.`,
    );
    process.exit(2);
  }
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const { status } = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
