import { askCommand, given, pathOf } from '../ask-command.ts';
import type { Call, Command, Option } from '../command.ts';

const FIELDS: Readonly<Record<string, Option>> = {
  format: { value: 'thin|ninjs|jsonfeed|atom', about: 'what a webhook carries (thin)' },
  event: {
    value: '<type>',
    several: true,
    about: 'only these events, such as release.published; may be repeated',
  },
  newsroom: { value: '<id>', several: true, about: 'only releases of these desks' },
  category: { value: '<word>', several: true, about: 'only these categories' },
  language: { value: '<tag>', several: true, about: 'only these languages' },
  author: { value: '<name>', several: true, about: 'only these authors' },
  minor: { about: 'tell it of minor changes, too' },
};
const ONE = ['<partner>', '<endpoint>'];

/** What is done to one endpoint by a word at the end of its address. */
const ACTIONS = [
  [
    'verify',
    'send its challenge once more',
    'It answers with {"challenge":"<the same>"} and becomes active.',
  ],
  ['enable', 'tell it again; what was kept for it while it was disabled goes out', undefined],
  ['disable', 'tell it nothing until it is enabled; everything is kept for it', undefined],
  ['test', 'send it one example of each event, marked as a test', 'See how they went: presswire deliveries'],
  ['rotate-secret', 'give it a new secret, shown once; the old one signs too for a day', undefined],
] as const;

/** The webhook addresses of a partner. */
export const ENDPOINT_COMMANDS: readonly Command[] = [
  askCommand({
    name: 'endpoint list',
    about: 'the webhook addresses of a partner',
    args: ['<partner>'],
    examples: ['presswire endpoint list daily-planet'],
    ask: ({ arg }) => ({ path: pathOf`/api/partners/${arg(0)}/endpoints` }),
    list: { name: 'endpoints', columns: ['id', 'state', 'url', 'format', 'events', 'filter'] },
  }),
  askCommand({
    name: 'endpoint show',
    about: 'one endpoint: its state, its health, its public keys',
    args: ONE,
    examples: ['presswire endpoint show daily-planet ep_1a2b'],
    ask: ({ arg }) => ({ path: pathOf`/api/partners/${arg(0)}/endpoints/${arg(1)}` }),
  }),
  askCommand({
    name: 'endpoint create',
    about: 'add a webhook address; prints its secret, once',
    args: ['<partner>', '<url>'],
    options: FIELDS,
    more: 'A challenge follows after five seconds. It is told nothing until it has echoed it (docs/partners.md).',
    examples: [
      'presswire endpoint create daily-planet https://planet.example/hooks/presswire --newsroom blora',
    ],
    ask: (call) => ({
      method: 'POST',
      path: pathOf`/api/partners/${call.arg(0)}/endpoints`,
      body: { url: call.arg(1), ...fields(call) },
    }),
    done: () =>
      'Put the secret into the receiver: it is not shown again, only replaced (endpoint rotate-secret).',
  }),
  askCommand({
    name: 'endpoint change',
    about: 'change what an endpoint gets, or where',
    args: ONE,
    options: {
      ...FIELDS,
      url: { value: '<url>', about: 'the new address; it is challenged before it is told' },
    },
    more: 'It acts from the next version of each release on.',
    examples: ['presswire endpoint change daily-planet ep_1a2b --format ninjs --category health'],
    ask: (call) => ({
      method: 'PATCH',
      path: pathOf`/api/partners/${call.arg(0)}/endpoints/${call.arg(1)}`,
      body: given({ url: call.text('url'), ...fields(call) }),
    }),
  }),
  askCommand({
    name: 'endpoint remove',
    about: 'forget an endpoint; it is told nothing more',
    args: ONE,
    examples: ['presswire endpoint remove daily-planet ep_1a2b'],
    ask: ({ arg }) => ({ method: 'DELETE', path: pathOf`/api/partners/${arg(0)}/endpoints/${arg(1)}` }),
    done: ({ arg }) => `${arg(1)} is removed.`,
  }),
  ...ACTIONS.map(([action, about, done]) =>
    askCommand({
      name: `endpoint ${action}`,
      about,
      args: ONE,
      examples: [`presswire endpoint ${action} daily-planet ep_1a2b`],
      ask: ({ arg }) => ({
        method: 'POST',
        path: pathOf`/api/partners/${arg(0)}/endpoints/${arg(1)}/${action}`,
        ...(action === 'test' ? { body: {} } : {}),
      }),
      ...(done === undefined ? {} : { done: () => done }),
    }),
  ),
  askCommand({
    name: 'endpoint holdings',
    about: 'what an endpoint should hold by now: uri, version, state',
    args: ONE,
    examples: ['presswire endpoint holdings daily-planet ep_1a2b --json --limit 10000'],
    ask: ({ arg }) => ({ path: pathOf`/api/partners/${arg(0)}/endpoints/${arg(1)}/holdings` }),
    list: { name: 'holdings', columns: ['uri', 'version', 'state'] },
  }),
];

function fields({ text, texts, isSet }: Call): object {
  const filter = given({
    newsrooms: texts('newsroom'),
    categories: texts('category'),
    languages: texts('language'),
    authors: texts('author'),
  });
  return given({
    format: text('format'),
    events: texts('event'),
    filter: Object.keys(filter).length === 0 ? undefined : filter,
    minor: isSet('minor') || undefined,
  });
}
