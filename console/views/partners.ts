import { link, pager, table } from '../parts.ts';
import { at, queryOf } from '../place.ts';
import { partnersSchema } from '../shapes.ts';
import { shown, type View } from '../view.ts';

/** Who receives. */
export const partners: View = async ({ api, place }) => {
  const { cursor = '' } = place.query;
  const found = await api.get(`/partners${queryOf({ cursor })}`, partnersSchema);
  return shown('Partners', found, ({ partners: list, next }) => [
    table(
      'Partners',
      ['Partner', 'Contact', 'Embargoes', 'Endpoints'],
      list.map((one) => [
        link(at('partner', one.id), one.name),
        one.contactEmail,
        one.embargo,
        one.endpoints.length,
      ]),
    ),
    pager(place, next),
  ]);
};
