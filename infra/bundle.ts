import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { build } from 'esbuild';
import { oneEntities } from './bundled/one-entities.ts';
import { plainKeys } from './bundled/plain-keys.ts';

/** CommonJS parts of the SDK ask for `require`, which an ES module does not have. */
const BANNER = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** What stands in a bundle for a package of which the product uses a part. */
const STAND_INS = {
  '@aws-sdk/endpoint-cache': 'endpoint-cache.js',
  '@aws-sdk/credential-provider-node': 'credentials.js',
  dayjs: 'dayjs.js',
  'linkify-it': 'linkify-it.js',
  postcss: 'postcss.js',
  undici: 'undici.js',
};

/** undici leaves its second, experimental HTTP parser out where this is defined. */
const DEFINE = { esbuildDetection: 'true' };

/** undici's parser for processors without SIMD, which Lambda's have (WebAssembly SIMD, Node 16.4 and later). */
const NEVER_LOADED = ['*/llhttp/llhttp-wasm.js'];

/** Have a native library: in AWS a layer, here node_modules. */
const LAYERED = ['sharp'];

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
 * was tested, and a cold start resolves no module. The same sources give the same bytes. Rejects for a handler that does
 * not exist and for one that does not build.
 */
export async function bundleHandlers({
  project,
  outdir,
  names,
  sourceMaps,
}: BundleOptions): Promise<(name: string) => Code> {
  const entries = names.map((name) => ({
    out: `${name}/index`,
    in: join(project, 'functions', name, 'handler.ts'),
  }));
  const missing = entries.filter((entry) => !existsSync(entry.in)).map((entry) => entry.in);
  if (missing.length > 0) throw new Error(`the stack has functions without a handler: ${missing.join(', ')}`);
  await build({
    absWorkingDir: project,
    entryPoints: entries,
    outdir,
    bundle: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    define: DEFINE,
    external: [...LAYERED, ...NEVER_LOADED],
    alias: aliases(),
    plugins: [plainKeys, oneEntities],
    sourcemap: sourceMaps ? 'external' : false,
    legalComments: 'none',
    banner: { js: BANNER },
    logLevel: 'error',
  });
  return (name) => Code.fromAsset(join(outdir, name), { exclude: ['*.map'] });
}

/** The stand-in of undici takes its parts from undici itself, past its own alias; what of yaml nobody uses goes from its modules. */
function aliases(): Record<string, string> {
  const standIns = Object.entries(STAND_INS).map(([name, file]) => [
    name,
    join(import.meta.dirname, 'bundled', file),
  ]);
  const undici = dirname(fileURLToPath(import.meta.resolve('undici')));
  const yaml = join(dirname(fileURLToPath(import.meta.resolve('yaml'))), '../browser/dist/index.js');
  return { ...Object.fromEntries(standIns), 'undici/lib': join(undici, 'lib'), yaml };
}
