import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Puts the console's page, style and script into a folder. The same sources give the same bytes. */
export async function bundleConsole({ project, outdir }: { project: string; outdir: string }): Promise<void> {
  const from = join(project, 'console');
  await build({
    absWorkingDir: project,
    entryPoints: { console: join(from, 'main.ts'), style: join(from, 'style.css') },
    outdir,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  await copyFile(join(from, 'index.html'), join(outdir, 'index.html'));
}
