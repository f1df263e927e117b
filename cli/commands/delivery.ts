import { askCommand, pathOf, queryOf } from '../ask-command.ts';

/** What partners were told. */
export const DELIVERY_COMMANDS = [
  askCommand({
    name: 'deliveries',
    about: 'what a partner was told, newest first',
    args: ['<partner>'],
    options: {
      state: { value: 'delivered|failed|retrying|pending', about: 'only these' },
      since: { value: '<time>', about: 'from then on, such as 2026-03-01T00:00:00Z' },
      until: { value: '<time>', about: 'up to then' },
    },
    more: '"presswire delivery <id>" tells one with all its failed attempts: what was sent, what came back.',
    examples: ['presswire deliveries daily-planet --state failed --since 2026-03-01T00:00:00Z'],
    ask: ({ arg, text }) => ({
      path:
        pathOf`/api/partners/${arg(0)}/deliveries` +
        queryOf({ state: text('state'), since: text('since'), until: text('until') }),
    }),
    list: {
      name: 'deliveries',
      columns: ['eventTime', 'state', 'event', 'uri', 'version', 'attempts', 'status', 'endpointId', 'id'],
    },
  }),
  askCommand({
    name: 'delivery',
    about: 'one delivery with its failed attempts',
    args: ['<delivery>'],
    examples: ['presswire delivery <id> --json'],
    ask: ({ arg }) => ({ path: pathOf`/api/deliveries/${arg(0)}` }),
  }),
];
