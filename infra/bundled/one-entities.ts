import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** They ask for one and the same version of `entities`, and npm gives each a copy of its own. */
const ASKERS = /node_modules[\\/](?:htmlparser2|dom-serializer)[\\/](?!node_modules)/;

/** The tables of HTML's entities, once for markdown-it and sanitize-html: 25 KB less. */
export const oneEntities: Plugin = {
  name: 'one-entities',
  setup(build) {
    build.onResolve({ filter: /^entities(?:\/|$)/ }, async ({ path, importer, kind, pluginData }) => {
      if (pluginData === 'one-entities' || !ASKERS.test(importer)) return undefined;
      const markdown = await build.resolve('markdown-it', {
        kind,
        resolveDir: build.initialOptions.absWorkingDir ?? '',
      });
      return build.resolve(path, { kind, resolveDir: dirname(markdown.path), pluginData: 'one-entities' });
    });
  },
};
