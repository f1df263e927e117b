import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'infra/app.ts',
    'functions/*/handler.ts',
    'local/lambda/environment-thread.ts',
    'bench/*.ts',
    'tests/**/*.test.ts',
    'tests/support/render-feed-process.ts',
    'tests/fixtures/**/*.ts',
  ],
  project: ['**/*.ts'],
  ignoreExportsUsedInFile: true,
  // Called in process by its paths, which its package does not declare (local/dynamodb/dynalite.ts).
  ignoreDependencies: ['dynalite'],
};

export default config;
