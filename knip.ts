import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'infra/app.ts',
    'examples/own-app/app.ts',
    'examples/own-app/on-release/index.mjs',
    // Stands in a bundle for a package (infra/bundle.ts).
    'infra/bundled/*.js',
    'functions/*/handler.ts',
    'console/main.ts',
    'local/lambda/environment-thread.ts',
    'bench/*.ts',
    'tests/**/*.test.ts',
    'tests/support/count-steps-process.ts',
    'tests/support/make-vectors.ts',
    'examples/receivers/node/index.ts',
    'tests/support/render-feed-process.ts',
    'tests/fixtures/**/*.ts',
    'tests/simulation/seeds-thread.ts',
    // Imported by what the simulation patches into the modules that it loads (tests/simulation/patches.ts).
    'tests/simulation/decisions.ts',
    'tests/simulation/engine/{frozen,remember}.ts',
    'tests/simulation/world/{quick-feeds,upload-key}.ts',
  ],
  project: ['**/*.ts'],
  ignoreExportsUsedInFile: true,
  // Called in process by its paths, which its package does not declare (local/dynamodb/dynalite.ts).
  ignoreDependencies: ['dynalite'],
};

export default config;
