import { el } from '../element.ts';
import { time } from '../format.ts';
import { button, heading, table } from '../parts.ts';
import { plot, type Bar } from '../plot.ts';
import { activitySchema, anything, queuesSchema, type Activity, type Queues } from '../shapes.ts';
import { shown, type Desk, type View } from '../view.ts';

type Kind = 'uploads' | 'releases' | 'deliveries';
const KINDS = ['uploads', 'releases', 'deliveries'] as const;
const BAD = new Set(['refused', 'quarantined', 'failed']);

/** How the last hour and the last day went, what waits, and what was given up. */
export const pipeline: View = async (desk) => {
  const { api } = desk;
  const [queues, hour, day] = await Promise.all([
    api.get('/queues', queuesSchema),
    api.get('/activity?span=hour', activitySchema),
    api.get('/activity?span=day', activitySchema),
  ]);
  return shown('Pipeline', { queues, hour, day }, (found) => [
    heading('Last hour'),
    plots(found.hour),
    heading('Last day'),
    plots(found.day),
    heading('Queues'),
    overdue(found.queues),
    queueTable(desk, found.queues),
  ]);
};

function plots({ steps, isPartial }: Activity): Element {
  return el(
    'div',
    { class: 'plots' },
    KINDS.map((kind) =>
      plot(
        kind,
        steps.map((step) => barOf(step, kind)),
      ),
    ),
    isPartial ? el('p', { class: 'warn' }, 'There was more than is counted here.') : undefined,
  );
}

function barOf(step: Activity['steps'][number], kind: Kind): Bar {
  const entries = Object.entries(step[kind]);
  const sum = (isBad: boolean) =>
    entries.filter(([state]) => BAD.has(state) === isBad).reduce((total, [, count]) => total + count, 0);
  return { label: step.at.slice(11, 16), good: sum(false), bad: sum(true) };
}

function overdue({ overdueSince }: Queues): Element {
  return overdueSince === undefined
    ? el('p', {}, 'No work is overdue.')
    : el('p', {}, 'The oldest overdue work waits since ', time(overdueSince), '.');
}

function queueTable({ api, act }: Desk, { queues }: Queues): Element {
  return table(
    'Messages in each queue',
    ['Queue', 'Waiting', 'Under way', 'Later', 'Dead', 'Actions'],
    queues.map(({ name, waiting, underWay, delayed, dead }) => [
      name,
      waiting,
      underWay,
      delayed,
      dead === 0 ? 0 : el('strong', { class: 'bad' }, dead),
      dead === 0
        ? ''
        : button(`redrive-${name}`, `Redrive ${name}`, () =>
            act(`The dead letters of ${name} are on their way again.`, () =>
              api.post(`/queues/${name}/redrive`, anything),
            ),
          ),
    ]),
  );
}
