import { form, heading, link, pager, table } from '../parts.ts';
import { part, queryOf } from '../place.ts';
import { newsroomsSchema } from '../shapes.ts';
import { shown, type View } from '../view.ts';

/** The desks; one of them may be changed, or made. */
export const newsrooms: View = async ({ api, place, act }) => {
  const { edit = '', cursor = '' } = place.query;
  const found = await api.get(`/newsrooms${queryOf({ cursor })}`, newsroomsSchema);
  return shown('Newsrooms', found, ({ newsrooms: list, next }) => {
    const stored = list.find(({ id }) => id === edit);
    const field = (name: 'id' | 'name' | 'host' | 'timezone' | 'language', label: string) => ({
      name,
      label,
      value: stored?.[name] ?? '',
      isRequired: true,
    });
    return [
      table(
        'Newsrooms',
        ['Id', 'Name', 'Host', 'Zone', 'Language', 'Actions'],
        list.map((one) => [
          one.id,
          one.name,
          one.host,
          one.timezone,
          one.language,
          link({ path: ['newsrooms'], query: { edit: one.id, cursor } }, `Change ${one.id}`),
        ]),
      ),
      pager({ ...place, query: { cursor } }, next),
      heading(stored === undefined ? 'Make one' : `Change ${stored.id}`),
      form(
        'newsroom',
        [
          field('id', 'Id (a-z, 0-9, -)'),
          field('name', 'Name'),
          field('host', 'Host'),
          field('timezone', 'Zone, such as Asia/Jakarta'),
          field('language', 'Language, such as id'),
          { name: 'contactEmail', label: 'Receipts are mailed to', value: stored?.contactEmail ?? '' },
        ],
        'Save',
        (values) => {
          // What this form does not show stays as it is.
          const kept = list.find(({ id }) => id === values['id']);
          const { contactEmail: _before, ...rest } = kept ?? {};
          const { contactEmail, ...shownValues } = values;
          const address = contactEmail ? { contactEmail } : {};
          act(`The newsroom ${values['id']} is saved.`, () =>
            api.put(`/newsrooms/${part(values['id'] ?? '')}`, { ...rest, ...shownValues, ...address }),
          );
        },
      ),
    ];
  });
};
