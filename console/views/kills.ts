import { el } from '../element.ts';
import { time } from '../format.ts';
import { heading, link, pager } from '../parts.ts';
import { at, part, queryOf } from '../place.ts';
import { removedOf } from '../removed-of.ts';
import { releaseSchema, releasesSchema } from '../shapes.ts';
import { shown, type View } from '../view.ts';

/** What was killed, and who still shows it. */
export const kills: View = async ({ api, place }) => {
  const { cursor = '' } = place.query;
  const { releases, next } = await api.get(
    `/releases${queryOf({ state: 'killed', cursor })}`,
    releasesSchema,
  );
  const found = await Promise.all(
    releases.map(({ id }) => api.get(`/releases/${id.split('/').map(part).join('/')}`, releaseSchema)),
  );
  return shown('Kill board', { found, next }, () => [
    heading('Killed releases'),
    ...found.map((one) => {
      const missing = one.holders.filter(({ removal }) => removal?.state !== 'removed');
      return el(
        'article',
        {},
        el('h3', {}, link(at('release', ...one.id.split('/')), one.headline)),
        el('p', {}, 'killed ', time(one.updatedAt)),
        removedOf(one),
        missing.length === 0
          ? undefined
          : el(
              'ul',
              {},
              missing.map(({ endpointId, told, removal }) =>
                el(
                  'li',
                  {},
                  `${endpointId}: ${removal?.state ?? (told?.event === 'release.killed' ? 'told, not confirmed' : 'not told yet')}`,
                ),
              ),
            ),
      );
    }),
    found.length === 0 ? el('p', { class: 'empty' }, 'Nothing is killed here.') : el('span', {}),
    pager(place, next),
  ]);
};
