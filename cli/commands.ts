import type { Command } from './command.ts';
import { DELIVERY_COMMANDS } from './commands/delivery.ts';
import { DOCTOR } from './commands/doctor.ts';
import { ENDPOINT_COMMANDS } from './commands/endpoint.ts';
import { EXPORT } from './commands/export.ts';
import { NEWSROOM_COMMANDS } from './commands/newsroom.ts';
import { ORDER_COMMANDS } from './commands/order.ts';
import { PARTNER_COMMANDS } from './commands/partner.ts';
import { REDRIVE } from './commands/redrive.ts';
import { REPLAY } from './commands/replay.ts';
import { STATUS } from './commands/status.ts';
import { SUBMIT } from './commands/submit.ts';
import { TOKEN_COMMANDS } from './commands/token.ts';
import { VERIFY } from './commands/verify.ts';
import { WATCH } from './commands/watch.ts';

/** Every command, in the order in which the help lists them: when something is wrong, every day, now and then. */
export const COMMANDS: readonly Command[] = [
  DOCTOR,
  STATUS,
  WATCH,
  SUBMIT,
  ...ORDER_COMMANDS,
  ...DELIVERY_COMMANDS,
  REPLAY,
  REDRIVE,
  ...NEWSROOM_COMMANDS,
  ...PARTNER_COMMANDS,
  ...ENDPOINT_COMMANDS,
  ...TOKEN_COMMANDS,
  VERIFY,
  {
    name: 'import',
    about:
      'bring along what was published elsewhere: a WordPress export (WXR), an RSS or Atom file or address',
    args: ['<file>'],
    options: {
      newsroom: { value: '<id>', about: 'the desk that it becomes the news of; it has to be there' },
    },
    more:
      'Quietly: no partner is told, no hub. Ids (guid), dates and order are kept, old addresses lead to the new pages.\n' +
      'Killed, stopped, or cut off? Start it again: it goes on where it was, and puts nothing twice. Of an export it takes\n' +
      'published posts; pages, drafts and pictures are left. On AWS it needs DROP_BUCKET and credentials, as submit does.\n' +
      'To fill a partner with it afterwards: presswire replay <partner> <endpoint> --state never.',
    examples: [
      'presswire import wordpress.2026-03-01.xml --newsroom blora',
      'presswire import https://old.example/feed/ --newsroom blora',
    ],
    run: async (call) => (await import('./commands/import.ts')).runImport(call),
  },
  EXPORT,
  {
    name: 'erase',
    about:
      'delete what a killed release left: files, receipts, items, and feeds of authors without anything else',
    args: ['<release>'],
    options: { anyway: { about: 'though not every partner has been told of the kill' } },
    more:
      'For personal data (docs/personal-data.md). Its words stay refused, and its addresses answer 410; that is all that is\n' +
      'kept. It cannot be undone. On AWS it needs TABLE, DROP_BUCKET, PUBLIC_BUCKET, FEEDS_QUEUE_URL and credentials.',
    examples: ['presswire erase blora/pasar-malam'],
    // Loaded when it is wanted, as what else works with credentials.
    run: async (call) => (await import('./commands/erase.ts')).runErase(call),
  },
  {
    name: 'rebuild',
    about:
      'make a lost table and public bucket again from the drop bucket; or clean what is published once more',
    args: [],
    options: {
      empty: {
        about: 'first take out of the table what a rebuild makes, as an interrupted one left it',
      },
      're-sanitize': { about: 'after a mend of the sanitizer: read and clean every release again, in place' },
      'dry-run': { about: 'with --re-sanitize: write nothing, list what would change' },
      'from-start': {
        about: 'with --re-sanitize: though an earlier run was cut off, which it would go on with',
      },
    },
    more:
      'Newsrooms, partners and tokens are not in the drop bucket: restore the table from its backup first, if there is\n' +
      'one. Nobody is told anything. On AWS it needs the variables of the ingest function (docs/lifecycle.md), and\n' +
      'credentials that may scan the table. Ingest must be at rest. Cut off, it begins anew with --empty.\n' +
      '\n' +
      '--re-sanitize needs no empty table and may run while everything works. A text that comes out otherwise becomes a\n' +
      'minor version: page, JSON and feeds follow, partners who ask for minor changes are told. Older versions, which an\n' +
      'address of their own still shows, are written over. Stopped or killed, the same command goes on where it was, unless the\n' +
      'sanitizer is another one by now.\n' +
      'The code is 1 where a text cannot be made safe by itself: kill that release, or have it uploaded anew.',
    examples: [
      'presswire rebuild',
      'presswire rebuild --empty',
      'presswire rebuild --re-sanitize --dry-run',
      'presswire rebuild --re-sanitize',
    ],
    // Loaded when it is wanted: it brings the whole of ingest.
    run: async (call) => (await import('./commands/rebuild.ts')).runRebuild(call),
  },
];
