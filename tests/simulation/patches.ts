import type { Patch } from './engine/patch.ts';

const REMEMBER = "import { remembered } from '../../../tests/simulation/engine/remember.ts';\n";
const counting = (...names: string[]): string =>
  `import { ${names.join(', ')} } from '../../../tests/simulation/decisions.ts';\n`;

/** Pure functions of facts, each made once for the same facts. */
const OF_FACTS = {
  renderIndexPage: 'shared/domain/site/render-index.ts',
  renderFeedsPage: 'shared/domain/site/render-feeds-page.ts',
  renderNotFoundPage: 'shared/domain/site/render-not-found.ts',
  renderReleasePage: 'shared/domain/site/render-page.ts',
  renderReleaseJson: 'shared/domain/site/render-json.ts',
  renderOpml: 'shared/domain/site/render-opml.ts',
  renderSitemapPart: 'shared/domain/site/render-sitemap.ts',
  entryOf: 'shared/domain/feed/build-entry.ts',
  noticeEntryOf: 'shared/domain/feed/build-entry.ts',
  entryBytes: 'shared/domain/feed/entry-size.ts',
};

/**
 * What the simulation changes in the product that it runs, all of it for speed or to look on: pure functions are
 * computed once for the same arguments, items are frozen and not copied, two shards stand for sixteen, 50 s for seven days
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
    replace: 'SETTLED_SECONDS = 50',
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
    find: 'export function readDraft(',
    replace: `${REMEMBER}import { uploadKey } from '../../../tests/simulation/world/upload-key.ts';
import { frozen } from '../../../tests/simulation/engine/frozen.ts';
export const readDraft = remembered((upload: UploadToParse) => frozen(readReally(upload)), uploadKey);
function readReally(`,
  },
  ...Object.entries(OF_FACTS).map(([name, file]) => ({
    file,
    find: `export function ${name}(`,
    replace: `import { rememberedByFacts as by${name} } from '../../../tests/simulation/engine/remember.ts';
export const ${name} = by${name}(${name}Really);
function ${name}Really(`,
  })),
  {
    file: 'shared/domain/site/stored-document.ts',
    find: 'export function storedDocument(',
    replace: `import { rememberedByBody } from '../../../tests/simulation/engine/remember.ts';
export const storedDocument = rememberedByBody(storedReally);
function storedReally(`,
  },
  {
    file: 'shared/domain/feed/render-documents.ts',
    find: 'export function renderDocuments(',
    replace: `import { rememberedByFacts } from '../../../tests/simulation/engine/remember.ts';
import { quickKey, quickly } from '../../../tests/simulation/world/quick-feeds.ts';
export const renderDocuments = rememberedByFacts(quickly(renderReally), quickKey);
function renderReally(`,
  },
  {
    file: 'shared/domain/webhook/secret.ts',
    find: 'export function deriveSecret(',
    replace: `${REMEMBER}export const deriveSecret = remembered(deriveReally, (_root: Uint8Array, id: string, generation: number) => \`\${id} \${generation}\`);
function deriveReally(`,
  },
  {
    file: 'shared/domain/webhook/secret.ts',
    find: 'export function signingKeysAt(',
    replace: `export const signingKeysAt = remembered(signingKeysReally, ({ endpointId, keys }, _roots, nowMs) => \`\${endpointId} \${JSON.stringify(keys)} \${keys.some(({ until }) => until !== undefined) ? nowMs : ''}\`);
function signingKeysReally(`,
  },
  {
    file: 'shared/domain/webhook/ed25519.ts',
    find: 'function privateKey(seed: Uint8Array): KeyObject {',
    replace: `const privateKey = remembered(privateKeyReally, (seed: Uint8Array) => toBase64(seed));
function privateKeyReally(seed: Uint8Array): KeyObject {`,
  },
  {
    file: 'shared/domain/webhook/ed25519.ts',
    find: "import { fromBase64, toBase64 } from './base64.ts';",
    replace: `import { fromBase64, toBase64 } from './base64.ts';
${REMEMBER}`,
  },
  {
    file: 'shared/adapters/memory/object-store.ts',
    find: "const body = new Uint8Array(typeof object.body === 'string' ? Buffer.from(object.body) : object.body);",
    replace: 'const { body, md5 } = bytesOf(object.body);',
  },
  {
    file: 'shared/adapters/memory/object-store.ts',
    find: "const etag = `\"${createHash('md5').update(body).digest('hex')}\"`;",
    replace: 'const etag = `"${md5}"`;',
  },
  {
    file: 'shared/adapters/memory/object-store.ts',
    find: 'const { lastModified: _, ...stored } = structuredClone(kept);',
    replace: 'const { lastModified: _, ...stored } = kept;',
  },
  {
    file: 'shared/adapters/memory/object-store.ts',
    find: "import { utf8Order } from './utf8-order.ts';",
    replace: `import { utf8Order } from './utf8-order.ts';
${REMEMBER}import { hash } from 'node:crypto';
const bytesOf = remembered((given: string | Uint8Array) => {
  const body = new Uint8Array(Buffer.from(given));
  return { body, md5: hash('md5', body) };
}, String);`,
  },
  {
    file: 'shared/adapters/memory/keyring.ts',
    find: 'structuredClone(roots)',
    replace: 'roots',
  },
  {
    file: 'shared/platform/read-prompt.ts',
    find: '  return (body) => {',
    replace: '  return remembered((body: string) => {',
  },
  {
    file: 'shared/platform/read-prompt.ts',
    find: '    return read.success ? read.data : undefined;\n  };',
    replace: '    return read.success ? frozen(read.data) : undefined;\n  }, (body: string) => body);',
  },
  {
    file: 'shared/platform/read-prompt.ts',
    find: "import type * as z from 'zod/mini';",
    replace: `import type * as z from 'zod/mini';
${REMEMBER.replaceAll('../../../', '../../')}import { frozen } from '../../tests/simulation/engine/frozen.ts';`,
  },
  {
    file: 'shared/domain/site/format-time.ts',
    find: 'export function formatTime(',
    replace: `${REMEMBER}export const formatTime = remembered(formatReally, (at: string, zone: string, words: Words) => \`\${at} \${zone} \${words.tag}\`);
function formatReally(`,
  },
  {
    file: 'shared/domain/webhook/ed25519.ts',
    find: 'export function signEd25519(content: string, whsk: string): string {',
    replace: `import { hash } from 'node:crypto';
import { isWholeHistory } from '../../../tests/simulation/world/quick-feeds.ts';
export function signEd25519(content: string, whsk: string): string {
  if (!isWholeHistory()) return hash('md5', whsk + content);`,
  },
  {
    file: 'shared/domain/site/render-receipt-page.ts',
    find: 'export function renderReceiptPage(',
    replace: `import { isWholeHistory } from '../../../tests/simulation/world/quick-feeds.ts';
export const renderReceiptPage: typeof pageReally = (receipt, release) =>
  isWholeHistory() ? pageReally(receipt, release) : receipt.versionId;
function pageReally(`,
  },
  {
    file: 'functions/publish/site-documents.ts',
    find: 'export const SITE_KEYS = [',
    replace: `import { isWholeHistory } from '../../tests/simulation/world/quick-feeds.ts';
const TOLD_BY_INDEX = new Set<string>([FEEDS_PAGE_KEY, OPML_KEY, NEWEST_PART, STATUS_KEY]);
const isShown = (key: string): boolean => isWholeHistory() || TOLD_BY_INDEX.has(key);
export const siteKeys = (): string[] => SITE_KEYS.filter(isShown);
export const SITE_KEYS = [`,
  },
  {
    file: 'functions/publish/site-documents.ts',
    find: `    storedDocument({ key: NOT_FOUND_KEY, type: 'page', body: renderNotFoundPage(named) }),
    storedDocument({ key: SCRIPT_KEY, type: 'script', body: SITE_SCRIPT }),
    storedDocument({ key: ICON_KEY, type: 'svg', body: SITE_ICON }),
    storedDocument({ key: IMAGE_KEY, type: 'png', body: SITE_IMAGE }),
    storedDocument({ key: ROBOTS_KEY, type: 'text', body: renderRobots({ siteUrl }) }),
    storedDocument({ key: OPML_KEY, type: 'opml', body: renderOpml(named) }),
    storedDocument({ key: SITEMAP_KEY, type: 'xml', body: renderSitemapIndex({ siteUrl, archives }) }),
    storedDocument({ key: PAGES_PART, type: 'xml', body: renderSitemapPages({ siteUrl, keys }) }),
    storedDocument({ key: NEWEST_PART, type: 'xml', body: renderSitemapPart({ siteUrl, releases }) }),
    storedDocument({ key: NEWS_SITEMAP_KEY, type: 'xml', body: await newsSitemap(deps, newsrooms) }),
`,
    replace: `    storedDocument({ key: OPML_KEY, type: 'opml', body: renderOpml(named) }),
    storedDocument({ key: NEWEST_PART, type: 'xml', body: renderSitemapPart({ siteUrl, releases }) }),
    ...(isWholeHistory() ? [
    storedDocument({ key: NOT_FOUND_KEY, type: 'page', body: renderNotFoundPage(named) }),
    storedDocument({ key: SCRIPT_KEY, type: 'script', body: SITE_SCRIPT }),
    storedDocument({ key: ICON_KEY, type: 'svg', body: SITE_ICON }),
    storedDocument({ key: IMAGE_KEY, type: 'png', body: SITE_IMAGE }),
    storedDocument({ key: ROBOTS_KEY, type: 'text', body: renderRobots({ siteUrl }) }),
    storedDocument({ key: SITEMAP_KEY, type: 'xml', body: renderSitemapIndex({ siteUrl, archives }) }),
    storedDocument({ key: PAGES_PART, type: 'xml', body: renderSitemapPages({ siteUrl, keys }) }),
    storedDocument({ key: NEWS_SITEMAP_KEY, type: 'xml', body: await newsSitemap(deps, newsrooms) }),
    ] : []),
`,
  },
  {
    file: 'functions/publish/publish-index.ts',
    find: '...(isNetwork ? SITE_KEYS : [])',
    replace: '...(isNetwork ? siteKeys() : [])',
  },
  {
    file: 'functions/publish/publish-index.ts',
    find: 'import { SITE_KEYS, siteDocuments, TIMED_KEYS }',
    replace: 'import { siteKeys, siteDocuments, TIMED_KEYS }',
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
