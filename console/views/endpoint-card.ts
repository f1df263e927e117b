import { el } from '../element.ts';
import { badge, time } from '../format.ts';
import { button, link } from '../parts.ts';
import { at, part } from '../place.ts';
import {
  anything,
  drillSchema,
  replaySchema,
  secretSchema,
  type Drill,
  type Endpoint,
  type Replay,
} from '../shapes.ts';
import type { Desk } from '../view.ts';

export type Jobs = { drill?: Drill; replay?: Replay };
type Card = { address: string; endpoint: Endpoint; jobs: Jobs };

/** How far the jobs have come that were begun here. */
export async function jobsOf({ api, jobs }: Desk, eid: string, address: string): Promise<Jobs> {
  const { drill, replay } = jobs.get(eid) ?? {};
  return {
    ...(drill === undefined ? {} : { drill: await api.get(`${address}/drill/${part(drill)}`, drillSchema) }),
    ...(replay === undefined
      ? {}
      : { replay: await api.get(`${address}/replay/${part(replay)}`, replaySchema) }),
  };
}

/** An endpoint: state, health, what may be asked of it, and how its jobs go. */
export function endpointCard(desk: Desk, partnerId: string, { address, endpoint, jobs }: Card): Element {
  const { id, url, state, format, health, disabled } = endpoint;
  return el(
    'article',
    { id: `endpoint-${id}` },
    el('h3', {}, badge(state), ' ', el('code', {}, url)),
    el(
      'p',
      {},
      `${id}, ${format}. `,
      disabled === undefined ? '' : `Disabled: ${disabled.why}. `,
      ...(health === undefined
        ? ['It is well.']
        : [
            health.failuresInRow === 0
              ? 'It is well. '
              : `${health.failuresInRow} failures in a row. ${health.lastCause ?? ''} `,
            'Last success ',
            time(health.lastSuccessAt),
            ', last failure ',
            time(health.lastFailureAt),
            '.',
          ]),
    ),
    el(
      'div',
      { class: 'actions' },
      actions(desk, address, endpoint),
      link(at('holdings', partnerId, id), 'Holdings'),
    ),
    replayShown(jobs.replay),
    drillShown(jobs.drill),
  );
}

function actions(desk: Desk, address: string, { id, state }: Endpoint): Element[] {
  const { api, act, say, jobs } = desk;
  const ask = (action: string, text: string, saying: string) =>
    button(`${action}-${id}`, text, () => act(saying, () => api.post(`${address}/${action}`, anything)));
  const begin = (job: 'drill' | 'replay', text: string) =>
    button(`${job}-${id}`, text, () =>
      act(`The ${job} is under way.`, async () => {
        const { id: begun } = await (job === 'drill'
          ? api.post(`${address}/drill`, drillSchema)
          : api.post(`${address}/replay`, replaySchema, { states: ['failed', 'never'] }));
        jobs.set(id, { ...jobs.get(id), [job]: begun });
      }),
    );
  const rotate = button(`rotate-${id}`, 'Rotate secret', () =>
    act('The secret is a new one.', async () => {
      const { secret, oldSecretSignsUntil } = await api.post(`${address}/rotate-secret`, secretSchema);
      say(
        'New secret, shown this once: ',
        el('code', {}, secret),
        '. The old one signs until ',
        time(oldSecretSignsUntil),
        '.',
      );
    }),
  );
  return [
    ask('test', 'Send tests', 'Tests of every event are on their way.'),
    begin('drill', 'Drill'),
    begin('replay', 'Replay what it missed'),
    rotate,
    state === 'disabled'
      ? ask('enable', 'Enable', 'It is enabled; what it was owed is sent.')
      : ask('disable', 'Disable', 'It is disabled; what comes is kept.'),
    ...(state === 'pending' ? [ask('verify', 'Challenge again', 'The challenge follows in a moment.')] : []),
  ];
}

function replayShown(replay: Replay | undefined): Element | undefined {
  if (replay === undefined) return undefined;
  const { state, seen, prompted } = replay;
  return el('p', { role: 'status' }, `Replay ${state}: ${prompted} sent of ${seen} looked at.`);
}

function drillShown(drill: Drill | undefined): Element | undefined {
  if (drill === undefined) return undefined;
  const { grades, of, state } = drill;
  const passed = grades.filter((grade) => grade.passed).length;
  return el(
    'section',
    { 'aria-label': 'Drill' },
    el('p', { role: 'status' }, `Drill ${state}: ${passed} passed of ${of}, ${grades.length} graded.`),
    el(
      'ul',
      {},
      grades.map(({ name, passed: isPassed, severe, says }) =>
        el(
          'li',
          { class: severe === true ? 'severe' : isPassed ? '' : 'bad' },
          badge(isPassed ? 'passed' : 'failed'),
          ` ${name}: ${says}`,
        ),
      ),
    ),
  );
}
