import { el } from '../element.ts';
import { badge, time } from '../format.ts';
import { button, form, heading, link, pager } from '../parts.ts';
import { previewButton } from '../preview.ts';
import { at, queryOf } from '../place.ts';
import { anything, uploadsSchema, type Uploads } from '../shapes.ts';
import { shown, type Desk, type View } from '../view.ts';

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
  'checked',
  'kept',
  'waiting',
];

/** What was dropped, newest first, and what its author was told. */
export const receipts: View = async (desk) => {
  const { api, own, place, go } = desk;
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
    ...uploadCards(desk, uploads, isOperator),
    pager(place, next),
  ]);
};

/** One card an upload. */
export function uploadCards(
  desk: Pick<Desk, 'api' | 'act'>,
  uploads: Uploads['uploads'],
  hasLinks = true,
): Element[] {
  if (uploads.length === 0) return [el('p', { class: 'empty' }, 'No upload yet.')];
  return uploads.map(({ key, versionId, uploadedAt, state, would, release, findings, more }) =>
    el(
      'article',
      {},
      el(
        'h3',
        {},
        badge(state),
        ' ',
        ...(would === undefined ? [] : ['would be ', badge(would), ' ']),
        el('code', {}, key),
      ),
      el(
        'p',
        {},
        time(uploadedAt),
        ...(release === undefined
          ? []
          : [
              ' · ',
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
      el(
        'p',
        { class: 'actions' },
        previewButton(desk, { key, versionId }),
        waitsForReview({ state, findings }) ? approveButton(desk, { key, versionId }) : undefined,
      ),
      more === undefined ? undefined : el('p', {}, `And ${more} more: see the receipt beside the file.`),
    ),
  );
}

function waitsForReview({
  state,
  findings,
}: Pick<Uploads['uploads'][number], 'state' | 'findings'>): boolean {
  return state === 'held' && findings.some(({ code }) => code === 'E_REVIEW');
}

function approveButton(
  { api, act }: Pick<Desk, 'api' | 'act'>,
  { key, versionId }: { key: string; versionId: string },
): Element {
  return button(`approve-${key}-${versionId}`, 'Approve', () =>
    act('It is approved and will be published in a moment.', () =>
      api.post('/uploads/approve', anything, { key, versionId }),
    ),
  );
}
