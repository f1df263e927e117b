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
    ...figures(deliveries),
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
function figures(deliveries: readonly Delivery[]): Element[] {
  const old = deliveries.toReversed();
  const done = old.filter(({ state }) => state === 'delivered').length;
  const bars = old.map(({ state, event }) => ({
    label: event,
    good: state === 'delivered' ? 1 : 0,
    bad: state === 'delivered' ? 0 : 1,
  }));
  const took = old.map(({ durationMs = 0, event, state }) => ({
    label: event,
    good: state === 'delivered' ? durationMs : 0,
    bad: state === 'delivered' ? 0 : durationMs,
  }));
  const times = old
    .flatMap(({ durationMs }) => (durationMs === undefined ? [] : [durationMs]))
    .toSorted((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  return [
    el(
      'div',
      { class: 'plots' },
      plot(`Success ${percent(done, old.length)}`, bars, ' deliveries'),
      plot(`Median answer ${median === undefined ? '–' : `${median} ms`}`, took, ' ms in all'),
    ),
  ];
}
