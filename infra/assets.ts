import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleConsole } from './bundle-console.ts';
import { bundleHandlers } from './bundle.ts';
import type { PresswireProps } from './presswire.ts';
import { TIMEOUTS } from './timeouts.ts';

/** `npm run layers` puts the packages there; the template is the same without them. */
const SHARP = join(import.meta.dirname, 'layers/sharp');
const PROJECT = join(import.meta.dirname, '..');

/** What the construct's functions run: bundles of their handlers and the console in `outdir`, and the layer. */
export async function presswireAssets(options: {
  /** A folder of the synthesis, such as the app's `outdir`. */
  outdir: string;
  sourceMaps: boolean;
}): Promise<Pick<PresswireProps, 'code' | 'sharp'>> {
  const outdir = join(options.outdir, 'bundles');
  // Stands beside the function that serves it.
  await bundleConsole({ project: PROJECT, outdir: join(outdir, 'api', 'console') });
  const { sourceMaps } = options;
  const code = await bundleHandlers({ project: PROJECT, outdir, names: Object.keys(TIMEOUTS), sourceMaps });
  return { code, sharp: Code.fromAsset(SHARP) };
}

/** Whether the layer holds what convert needs on Lambda. */
export function hasSharpLayer(): boolean {
  return existsSync(join(SHARP, 'nodejs/node_modules/@img/sharp-linux-arm64'));
}
