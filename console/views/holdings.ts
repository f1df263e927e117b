import { el } from '../element.ts';
import { badge } from '../format.ts';
import { link, pager, table } from '../parts.ts';
import { at, part, queryOf } from '../place.ts';
import { holdingsSchema } from '../shapes.ts';
import { shown, type View } from '../view.ts';

/** What an endpoint should hold now, beside what it has acknowledged. */
export const holdings: View = async ({ api, place }) => {
  const [, partnerId = '', eid = ''] = place.path;
  const { cursor = '' } = place.query;
  const path = `/partners/${part(partnerId)}/endpoints/${part(eid)}/holdings${queryOf({ cursor })}`;
  const found = await api.get(path, holdingsSchema);
  return shown(`Holdings of ${eid}`, found, ({ holdings: list, next }) => [
    el('p', {}, link(at('partner', partnerId), partnerId)),
    table(
      'Holdings',
      ['uri', 'Should be', 'Version', 'Acknowledged'],
      list.map((one) => [el('code', {}, one.uri), badge(one.state), one.version, one.toldVersion]),
    ),
    pager(place, next),
  ]);
};
