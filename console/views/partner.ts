import { el } from '../element.ts';
import { badge, percent, time } from '../format.ts';
import { heading, link, pager, table } from '../parts.ts';
import { at, part, queryOf } from '../place.ts';
import { plot } from '../plot.ts';
import { deliveriesSchema, endpointSchema, partnerSchema, type Delivery } from '../shapes.ts';
import { shown, type View } from '../view.ts';
import { endpointCard, jobsOf } from './endpoint-card.ts';

/** One partner: its endpoints with their health and what may be asked of them, and what they were told. */
export const partner: View = async (desk) => {
  const { api, place, own } = desk;
  const id = own.role === 'partner' ? own.subject : (place.path[1] ?? '');
  const path = `/partners/${part(id)}`;
  const { cursor = '' } = place.query;
  const [found, { deliveries, next }] = await Promise.all([
    api.get(path, partnerSchema),
    api.get(`${path}/deliveries${queryOf({ cursor })}`, deliveriesSchema),
  ]);
  const endpoints = await Promise.all(
    found.endpoints.map(async (eid) => {
      const address = `${path}/endpoints/${part(eid)}`;
      return {
        address,
        endpoint: await api.get(address, endpointSchema),
        jobs: await jobsOf(desk, eid, address),
      };
    }),
  );
  return shown(found.name, { found, deliveries, next, endpoints }, () => [
    el('p', {}, `${found.contactEmail}, embargoes: ${found.embargo}`),
    heading('Endpoints'),
    endpoints.length === 0 ? el('p', { class: 'empty' }, 'No endpoint yet.') : el('span', {}),
    ...endpoints.map((one) => endpointCard(desk, id, one)),
    heading('Deliveries'),
    figures(deliveries),
    table(
      'Newest deliveries',
      ['Event', 'Release', 'State', 'Tries', 'Answer', 'Took', 'When'],
      deliveries.map((one) => [
        link(at('delivery', one.id), one.test === true ? `${one.event} (test)` : one.event),
        one.releaseId,
        badge(one.state),
        one.attempts,
        one.status,
        one.durationMs === undefined ? undefined : `${one.durationMs} ms`,
        time(one.lastAttemptAt),
      ]),
    ),
    pager({ ...place, path: ['partner', id] }, next),
  ]);
};

/** Success and latency of the deliveries on this page, oldest left. */
function figures(deliveries: readonly Delivery[]): Element {
  const old = deliveries.toReversed();
  const bars = (of: (one: Delivery) => number) =>
    old.map((one) => {
      const isGood = one.state === 'delivered';
      return { label: one.event, good: isGood ? of(one) : 0, bad: isGood ? 0 : of(one) };
    });
  const done = old.filter(({ state }) => state === 'delivered').length;
  const times = old.flatMap(({ durationMs }) => durationMs ?? []).toSorted((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  return el(
    'div',
    { class: 'plots' },
    plot(
      'Success',
      bars(() => 1),
      `${done} of ${old.length}, ${percent(done, old.length)}`,
    ),
    plot(
      'Answers',
      bars(({ durationMs = 0 }) => durationMs),
      median === undefined ? 'none yet' : `${median} ms, median`,
    ),
  );
}
