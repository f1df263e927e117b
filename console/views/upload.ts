import type { Api } from '../api.ts';
import { el } from '../element.ts';
import { planUploads } from '../plan-uploads.ts';
import { newsroomsSchema } from '../shapes.ts';
import { uploadItem } from '../upload-item.ts';
import type { Desk, View } from '../view.ts';

/** Files into the drop bucket without an S3 client; drawn once, so that nothing on its way is lost from sight. */
export const upload: View = async (desk) => {
  const { own, api } = desk;
  const desks =
    own.role === 'operator'
      ? (await api.get('/newsrooms', newsroomsSchema)).newsrooms.map(({ id }) => id)
      : [own.subject];
  return { title: 'Upload', key: JSON.stringify(desks), draw: () => page(desk, desks) };
};

function page(desk: Desk, desks: readonly string[]): Node[] {
  const newsroom = selectOf(desks);
  const check = document.createElement('input');
  Object.assign(check, { id: 'upload-check', type: 'checkbox' });
  const files = document.createElement('input');
  Object.assign(files, { id: 'upload-files', type: 'file', multiple: true });
  const trouble = el('p', { role: 'alert', class: 'trouble' });
  const items = itemsOf(desk.api);
  const take = (chosen: readonly File[]): void => {
    const planned = planUploads(chosen);
    trouble.textContent = 'trouble' in planned ? planned.trouble : '';
    if ('trouble' in planned) return;
    const where = { newsroom: newsroom.value, check: check.checked };
    items.prepend(...planned.map((one) => uploadItem(desk, one, where)));
  };
  files.addEventListener('change', () => {
    take([...(files.files ?? [])]);
    files.value = '';
  });
  return [
    el(
      'form',
      { id: 'upload' },
      desks.length > 1 ? el('p', {}, el('label', { for: newsroom.id }, 'Newsroom'), newsroom) : undefined,
      el('p', { class: 'switch' }, check, el('label', { for: check.id }, 'Only check: publish nothing')),
    ),
    zoneOf(files, take),
    trouble,
    items,
  ];
}

/** What was uploaded stays in sight when the page is drawn anew, until its token is left. */
const uploads = new WeakMap<Api, Element>();

function itemsOf(api: Api): Element {
  const items = uploads.get(api) ?? el('section', { 'aria-label': 'Uploads of this page' });
  uploads.set(api, items);
  return items;
}

function selectOf(desks: readonly string[]): HTMLSelectElement {
  const select = document.createElement('select');
  select.id = 'upload-newsroom';
  select.append(...desks.map((id) => el('option', { value: id }, id)));
  return select;
}

/** Where files are dropped, or chosen by a tap or a key. */
function zoneOf(files: HTMLInputElement, take: (chosen: readonly File[]) => void): Element {
  const zone = el(
    'div',
    { class: 'zone' },
    el('label', { for: files.id }, 'Drop files here, or choose them'),
    files,
    el(
      'p',
      {},
      'Word, mail, text, Markdown, web page, ninjs, NewsML or ZIP. A text and its pictures together become one release.',
    ),
  );
  const mark =
    (isOver: boolean) =>
    (event: Event): void => {
      event.preventDefault();
      zone.classList.toggle('over', isOver);
    };
  zone.addEventListener('dragover', mark(true));
  zone.addEventListener('dragleave', mark(false));
  zone.addEventListener('drop', (event) => {
    mark(false)(event);
    if (event instanceof DragEvent) take([...(event.dataTransfer?.files ?? [])]);
  });
  return zone;
}
