import { askCommand, given, pathOf } from '../ask-command.ts';
import type { Call, Option } from '../command.ts';

const FIELDS: Readonly<Record<string, Option>> = {
  name: { value: '<text>', about: 'what people call it' },
  mail: { value: '<address>', about: 'whom to write when its endpoint fails' },
  embargo: { value: 'hold|advance', about: 'whether it is told of embargoed releases ahead (hold)' },
};

/** Who receives. */
export const PARTNER_COMMANDS = [
  askCommand({
    name: 'partner list',
    about: 'who receives releases',
    examples: ['presswire partner list'],
    ask: () => ({ path: '/api/partners' }),
    list: { name: 'partners', columns: ['id', 'name', 'contactEmail', 'embargo', 'endpoints'] },
  }),
  askCommand({
    name: 'partner show',
    about: 'one partner and the ids of its endpoints',
    args: ['<partner>'],
    examples: ['presswire partner show daily-planet'],
    ask: ({ arg }) => ({ path: pathOf`/api/partners/${arg(0)}` }),
  }),
  askCommand({
    name: 'partner create',
    about: 'make a partner known; prints its token, once',
    args: ['<partner>'],
    options: FIELDS,
    more: 'Its token lets it manage its own endpoints and see its own deliveries, and nothing else.',
    examples: ['presswire partner create daily-planet --name "Daily Planet" --mail desk@planet.example'],
    ask: (call) => ({
      method: 'POST',
      path: '/api/partners',
      body: { id: call.arg(0), name: call.arg(0), ...fields(call) },
    }),
    done: () => 'Hand the token over on a safe way: it is not shown again. Next: presswire endpoint create',
  }),
  askCommand({
    name: 'partner change',
    about: "change a partner's name, address or contract",
    args: ['<partner>'],
    options: FIELDS,
    examples: ['presswire partner change daily-planet --mail newsdesk@planet.example'],
    ask: (call) => ({ method: 'PATCH', path: pathOf`/api/partners/${call.arg(0)}`, body: fields(call) }),
  }),
  askCommand({
    name: 'partner remove',
    about: 'forget a partner and its tokens; its endpoints have to be removed first',
    args: ['<partner>'],
    examples: ['presswire partner remove daily-planet'],
    ask: ({ arg }) => ({ method: 'DELETE', path: pathOf`/api/partners/${arg(0)}` }),
    done: ({ arg }) => `${arg(0)} is removed.`,
  }),
];

function fields({ text }: Call): object {
  return given({ name: text('name'), contactEmail: text('mail'), embargo: text('embargo') });
}
