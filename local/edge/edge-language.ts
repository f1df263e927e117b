import type { TransformOptions, TransformResult } from 'esbuild';

type Transform = (source: string, options: TransformOptions) => Promise<TransformResult>;

/** CloudFront quotas: the code of one function. */
const MAX_BYTES = 10_240;
/**
 * What cloudfront-js-2.0 knows beyond ES5 (CloudFront developer guide, "JavaScript runtime 2.0 features"). Rest arguments
 * are left out, because esbuild takes them and spread, which CloudFront lacks, for one.
 */
const SUPPORTED = {
  arrow: true,
  'async-await': true,
  'const-and-let': true,
  'exponent-operator': true,
  'template-literal': true,
} as const;
const QUIET = { logLevel: 'silent' } as const;
const MODULES = /\bimport\b|\brequire\s*\(/;

/** esbuild has one service for all of a process, and who still waits for it when it is stopped waits for good. */
let checking = 0;

/**
 * Throws when CloudFront would refuse a function's code, which Node would run: syntax beyond its language, too many
 * bytes. Modules of the runtime (`crypto`, key-value stores) are not run locally.
 */
export async function checkEdgeLanguage(code: ReadonlyMap<string, string>): Promise<void> {
  // Loaded here only: an assembly that has been checked before starts without it.
  const { stop, transform } = await import('esbuild');
  checking += 1;
  try {
    await Promise.all([...code].map(([name, source]) => checkOne(name, source, transform)));
  } finally {
    checking -= 1;
    if (checking === 0) await stop();
  }
}

async function checkOne(name: string, source: string, transform: Transform): Promise<void> {
  const bytes = Buffer.byteLength(source);
  if (bytes > MAX_BYTES)
    throw new Error(`${name}: a CloudFront function may have ${MAX_BYTES} bytes, this one has ${bytes}`);
  try {
    // What had to be rewritten to fit is refused as well: CloudFront rewrites nothing.
    const fitted = await transform(source, { target: 'es5', supported: SUPPORTED, ...QUIET });
    const plain = await transform(source, { target: 'esnext', ...QUIET });
    if (fitted.code !== plain.code)
      throw new Error('it has syntax beyond cloudfront-js-2.0 (spread, shorthand, ?. or ??)');
  } catch (error) {
    throw new Error(`${name}: CloudFront does not run this code: ${String(error)}`, { cause: error });
  }
  if (MODULES.test(source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')))
    throw new Error(`${name}: a CloudFront function that loads modules is not run locally`);
}
