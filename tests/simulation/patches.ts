import type { Patch } from './engine/patch.ts';

const REMEMBER = "import { remembered } from '../../../tests/simulation/engine/remember.ts';\n";
const COUNT = "import { counted } from '../../../tests/simulation/decisions.ts';\n";

/**
 * What the simulation changes in the product that it runs, all of it for speed or to look on: pure functions are
 * computed once for the same arguments, items are frozen and not copied, two shards stand for sixteen, and the decisions are counted.
 */
export const PATCHES: readonly Patch[] = [
  {
    file: 'shared/ports/partner-store.ts',
    find: 'ENDPOINT_SHARDS = 16',
    replace: 'ENDPOINT_SHARDS = 2',
  },
  { file: 'shared/ports/due-store.ts', find: 'DUE_SHARDS = 16', replace: 'DUE_SHARDS = 2' },
  {
    file: 'shared/adapters/memory/memory-table.ts',
    find: 'function copyOf(value: unknown): unknown {',
    replace: `function copyOf(value: unknown): unknown {
  return frozen(value);
}
function copyReally(value: unknown): unknown {`,
  },
  {
    file: 'shared/adapters/memory/memory-table.ts',
    find: "import { utf8Order } from './utf8-order.ts';",
    replace: `import { utf8Order } from './utf8-order.ts';
import { frozen } from '../../../tests/simulation/engine/frozen.ts';`,
  },
  {
    file: 'shared/domain/formats/parse-upload.ts',
    find: 'export function parseUpload(',
    replace: `${REMEMBER}import { readEmbargo, uploadKey } from '../../../tests/simulation/world/read-embargo.ts';
export const parseUpload = remembered((upload: UploadToParse) => readEmbargo(upload, parseReally(upload)), uploadKey);
function parseReally(`,
  },
  {
    file: 'shared/domain/site/render-page.ts',
    find: 'export function renderReleasePage(',
    replace: `${REMEMBER}export const renderReleasePage = remembered(renderReally, (view) => JSON.stringify({ ...view, head: { ...view.head, rev: 0, sources: 0, uploadedAt: 0 } }));
function renderReally(`,
  },
  ...['renderNewsroomIndex', 'renderNetworkIndex', 'renderFeedsPage', 'renderNotFoundPage'].map((name) => ({
    file: 'shared/domain/site/render-index.ts',
    find: `export function ${name}(`,
    replace: `export const ${name} = rememberedPage(${name}Really);
function ${name}Really(`,
  })),
  {
    file: 'shared/domain/site/render-index.ts',
    find: 'import type { Head }',
    replace:
      "import { rememberedPage } from '../../../tests/simulation/engine/remember.ts';\nimport type { Head }",
  },
  {
    file: 'shared/domain/site/stored-document.ts',
    find: "digest: createHash('sha256').update(document.body).digest('hex'),",
    replace: 'digest: sha256Of(document.body),',
  },
  {
    file: 'shared/domain/site/stored-document.ts',
    find: "import { createHash } from 'node:crypto';",
    replace: `import { createHash } from 'node:crypto';
${REMEMBER}const sha256Of = remembered((body: string) => createHash('sha256').update(body).digest('hex'), (body) => body);`,
  },
  {
    file: 'shared/domain/feed/render-documents.ts',
    find: '  rss: renderRss,\n  atom: renderAtom,',
    replace: '  rss: quickly(renderRss),\n  atom: quickly(renderAtom),',
  },
  {
    file: 'shared/domain/feed/render-documents.ts',
    find: 'const result = checkDocument(format, documents[format], feed);',
    replace: 'const result = checkQuickly(checkDocument)(format, documents[format], feed);',
  },
  {
    file: 'shared/domain/feed/render-documents.ts',
    find: "import { entryFault } from './entry-fault.ts';",
    replace: `import { entryFault } from './entry-fault.ts';
import { checkQuickly, quickKey, quickly } from '../../../tests/simulation/world/quick-feeds.ts';`,
  },
  {
    file: 'shared/domain/feed/render-documents.ts',
    find: 'export function renderDocuments(',
    replace: `${REMEMBER}export const renderDocuments = remembered(renderReally, (feed: Feed) => quickKey() + JSON.stringify(feed));
function renderReally(`,
  },
  {
    file: 'shared/domain/webhook/secret.ts',
    find: 'export function deriveSecret(',
    replace: `${REMEMBER}export const deriveSecret = remembered(deriveReally, (_root: Uint8Array, id: string, generation: number) => \`\${id} \${generation}\`);
function deriveReally(`,
  },
  {
    file: 'shared/domain/release/decide.ts',
    find: 'export function decideRelease(',
    replace: `${COUNT}export const decideRelease = counted('decideRelease', decideReally);
function decideReally(`,
  },
  {
    file: 'shared/domain/webhook/telling.ts',
    find: 'export function decideTelling(',
    replace: `${COUNT}export const decideTelling = counted('decideTelling', decideReally);
function decideReally(`,
  },
  {
    file: 'shared/domain/webhook/decide.ts',
    find: 'export function decideAfterAttempt(',
    replace: `${COUNT}export const decideAfterAttempt = counted('decideAfterAttempt', decideReally);
function decideReally(`,
  },
];
