import { badge, time } from '../format.ts';
import { form, link, pager, table } from '../parts.ts';
import { at, queryOf } from '../place.ts';
import { releasesSchema } from '../shapes.ts';
import { shown, type View } from '../view.ts';

const STATES = ['', 'published', 'expired', 'withdrawn', 'killed'];

/** What became public, newest first, searched by words and state. */
export const releases: View = async ({ api, place, go }) => {
  const { q = '', newsroom = '', state = '', cursor = '' } = place.query;
  const found = await api.get(`/releases${queryOf({ q, newsroom, state, cursor })}`, releasesSchema);
  return shown('Releases', found, ({ releases: list, next }) => [
    form(
      'search',
      [
        { name: 'q', label: 'Words', value: q },
        { name: 'newsroom', label: 'Newsroom', value: newsroom },
        { name: 'state', label: 'State', value: state, options: STATES },
      ],
      'Search',
      (query) => go({ path: ['releases'], query }),
    ),
    table(
      'Releases',
      ['Headline', 'State', 'Version', 'Newsroom', 'Changed'],
      list.map((one) => [
        link(at('release', ...one.id.split('/')), one.headline),
        badge(one.state),
        one.version,
        one.newsroom,
        time(one.updatedAt),
      ]),
    ),
    pager(place, next),
  ]);
};
