import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

/** CommonJS parts of the SDK ask for `require`, which an ES module does not have. */
const BANNER = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

export type BundleOptions = {
  /** The folder that holds `functions/`. */
  project: string;
  /** Where the bundles are put, a folder each. */
  outdir: string;
  /** Folders below `functions/`, each with a `handler.ts`. */
  names: readonly string[];
  /** Beside the bundles and out of the assets: for who reads a stack trace. */
  sourceMaps: boolean;
};

/**
 * Bundles every handler in one esbuild call, which reads what they share once, with the AWS SDK inside: what runs is what
 * was tested, and a cold start resolves no module. The same sources give the same bytes. Throws for a handler that does
 * not exist and for one that does not build.
 */
export function bundleHandlers({
  project,
  outdir,
  names,
  sourceMaps,
}: BundleOptions): (name: string) => Code {
  const entries = names.map((name) => ({
    out: `${name}/index`,
    in: join(project, 'functions', name, 'handler.ts'),
  }));
  const missing = entries.filter((entry) => !existsSync(entry.in)).map((entry) => entry.in);
  if (missing.length > 0) throw new Error(`the stack has functions without a handler: ${missing.join(', ')}`);
  buildSync({
    absWorkingDir: project,
    entryPoints: entries,
    outdir,
    bundle: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    // Has a native library: in AWS a layer, here node_modules.
    external: ['sharp'],
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: sourceMaps ? 'external' : false,
    legalComments: 'none',
    banner: { js: BANNER },
    logLevel: 'error',
  });
  return (name) => Code.fromAsset(join(outdir, name), { exclude: ['*.map'] });
}
