import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: ['infra/app.ts', 'functions/*/handler.ts', 'local/main.ts', 'bench/*.ts', 'tests/**/*.test.ts'],
  project: ['**/*.ts'],
};

export default config;
