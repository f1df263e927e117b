import { el } from '../element.ts';
import { badge, time } from '../format.ts';
import { form, heading, link, pager } from '../parts.ts';
import { at, queryOf } from '../place.ts';
import { uploadsSchema, type Uploads } from '../shapes.ts';
import { shown, type View } from '../view.ts';

const STATES = [
  '',
  'published',
  'scheduled',
  'embargoed',
  'unchanged',
  'superseded',
  'refused',
  'held',
  'quarantined',
  'kept',
  'waiting',
];

/** What was dropped, newest first, and what its author was told. */
export const receipts: View = async ({ api, own, place, go }) => {
  const { newsroom = '', state = '', cursor = '' } = place.query;
  const found = await api.get(`/uploads${queryOf({ newsroom, state, cursor })}`, uploadsSchema);
  const isOperator = own.role === 'operator';
  return shown('Receipts', found, ({ uploads, next }) => [
    form(
      'filter',
      [
        ...(isOperator ? [{ name: 'newsroom', label: 'Newsroom', value: newsroom }] : []),
        { name: 'state', label: 'How it ended', value: state, options: STATES },
      ],
      'Show',
      (query) => go({ path: place.path, query }),
    ),
    heading('Uploads'),
    ...uploadCards(uploads, isOperator),
    pager(place, next),
  ]);
};

/** One card an upload. */
export function uploadCards(uploads: Uploads['uploads'], hasLinks = true): Element[] {
  if (uploads.length === 0) return [el('p', { class: 'empty' }, 'No upload yet.')];
  return uploads.map(({ key, uploadedAt, state, release, findings, more }) =>
    el(
      'article',
      {},
      el('h3', {}, badge(state), ' ', el('code', {}, key)),
      el(
        'p',
        {},
        time(uploadedAt),
        ...(release === undefined
          ? []
          : [
              ' ',
              hasLinks ? link(at('release', ...release.id.split('/')), release.headline) : release.headline,
            ]),
      ),
      findings.length === 0
        ? undefined
        : el(
            'ul',
            {},
            findings.map(({ code, line, message, remedy }) =>
              el(
                'li',
                { class: code.startsWith('E_') ? 'bad' : '' },
                `${message} ${remedy} `,
                el('small', {}, line === undefined ? code : `${code}, line ${line}`),
              ),
            ),
          ),
      more === undefined ? undefined : el('p', {}, `And ${more} more: see the receipt beside the file.`),
    ),
  );
}
