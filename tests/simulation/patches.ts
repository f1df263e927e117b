import type { Patch } from './engine/patch.ts';

const REMEMBER = "import { remembered } from '../../../tests/simulation/engine/remember.ts';\n";
const counting = (...names: string[]): string =>
  `import { ${names.join(', ')} } from '../../../tests/simulation/decisions.ts';\n`;

const PAGES = {
  renderIndexPage: 'shared/domain/site/render-index.ts',
  renderFeedsPage: 'shared/domain/site/render-feeds-page.ts',
  renderNotFoundPage: 'shared/domain/site/render-not-found.ts',
};

/**
 * What the simulation changes in the product that it runs, all of it for speed or to look on: pure functions are
 * computed once for the same arguments, items are frozen and not copied, two shards stand for sixteen, 200 s for seven days
 * and the second deletion for the fourth, and the decisions are counted.
 */
export const PATCHES: readonly Patch[] = [
  {
    file: 'shared/ports/partner-store.ts',
    find: 'ENDPOINT_SHARDS = 16',
    replace: 'ENDPOINT_SHARDS = 2',
  },
  {
    file: 'shared/domain/release/decide-removal.ts',
    find: 'SETTLED_SECONDS = 7 * 86_400',
    replace: 'SETTLED_SECONDS = 200',
  },
  {
    file: 'shared/domain/release/decide-removal.ts',
    find: 'MOST_WITHOUT_WORD = 3',
    replace: 'MOST_WITHOUT_WORD = 1',
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
    replace: `${REMEMBER}import { uploadKey } from '../../../tests/simulation/world/upload-key.ts';
export const parseUpload = remembered(parseReally, uploadKey);
function parseReally(`,
  },
  {
    file: 'shared/domain/site/render-page.ts',
    find: 'export function renderReleasePage(',
    replace: `${REMEMBER}export const renderReleasePage = remembered(renderReally, (view) => JSON.stringify({ ...view, head: { ...view.head, rev: 0, sources: 0, uploadedAt: 0 } }));
function renderReally(`,
  },
  ...Object.entries(PAGES).map(([name, file]) => ({
    file,
    find: `export function ${name}(`,
    replace: `import { rememberedPage } from '../../../tests/simulation/engine/remember.ts';
export const ${name} = rememberedPage(${name}Really);
function ${name}Really(`,
  })),
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
    replace: `${counting('counted')}export const decideRelease = counted('decideRelease', RELEASE_ROWS, decideReally);
function decideReally(`,
  },
  {
    file: 'shared/domain/webhook/telling.ts',
    find: 'export function decideTelling(',
    replace: `${counting('countedWith')}export const decideTelling = countedWith('decideTelling', TELLING_ROWS, tellingFacts, decideReally);
function decideReally(`,
  },
  {
    file: 'shared/domain/release/decide-removal.ts',
    find: 'export function decideRemoval(',
    replace: `${counting('counted')}export const decideRemoval = counted('decideRemoval', REMOVAL_ROWS, decideReally);
function decideReally(`,
  },
  {
    file: 'shared/domain/release/decide-command.ts',
    find: 'export function decideCommand(',
    replace: `${counting('counted')}const decideFacts = counted('decideCommand', COMMAND_ROWS, ({ command, head }: CommandFacts) => decideReally(command, head));
export const decideCommand = (command: CommandFacts['command'], head: Head): CommandDecision => decideFacts({ command, head });
function decideReally(`,
  },
  {
    file: 'shared/domain/webhook/decide.ts',
    find: 'export function decideAfterAttempt(',
    replace: `${counting('countedBy', 'rowOfAttempt')}export const decideAfterAttempt = countedBy('decideAfterAttempt', rowOfAttempt, decideReally);
function decideReally(`,
  },
];
