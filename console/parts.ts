import { el } from './element.ts';
import type { Place } from './place.ts';
import { hrefOf } from './place.ts';

type Cell = Node | string | number | undefined;

/** A table whose cells say their column themselves, so that a phone can show each row as a card. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Element {
  if (rows.length === 0) return el('p', { class: 'empty' }, `${caption}: nothing yet.`);
  return el(
    'table',
    {},
    el('caption', {}, caption),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        columns.map((column) => el('th', { scope: 'col' }, column)),
      ),
    ),
    el(
      'tbody',
      {},
      rows.map((row) =>
        el(
          'tr',
          {},
          row.map((cell, index) => el('td', { 'data-column': columns[index] }, cell ?? '–')),
        ),
      ),
    ),
  );
}

export function heading(text: string): Element {
  return el('h2', {}, text);
}

export function link(place: Place, text: string): Element {
  return el('a', { href: hrefOf(place) }, text);
}

/** A button that is found again after the view was drawn anew, by its id. */
export function button(id: string, text: string, act: () => void, kind = ''): Element {
  const made = el('button', { id, type: 'button', class: kind }, text);
  made.addEventListener('click', act);
  return made;
}

/** Where a list goes on, and its beginning. */
export function pager(place: Place, next: string | undefined): Element {
  const first = { ...place, query: { ...place.query, cursor: '' } };
  return el(
    'nav',
    { class: 'pager', 'aria-label': 'Pages' },
    place.query['cursor'] ? link(first, 'First page') : undefined,
    next === undefined ? undefined : link({ ...place, query: { ...place.query, cursor: next } }, 'Next page'),
  );
}

export type Field = {
  name: string;
  label: string;
  value?: string;
  options?: readonly string[];
  isRequired?: boolean;
};

/** A form that gives its fields' values instead of being sent anywhere. */
export function form(
  id: string,
  fields: readonly Field[],
  submit: string,
  act: (values: Record<string, string>) => void,
): Element {
  const made = el(
    'form',
    { id },
    fields.map(({ name, label, value = '', options, isRequired = false }) => {
      const field = `${id}-${name}`;
      const input =
        options === undefined
          ? el('input', { id: field, name, value, required: isRequired, autocomplete: 'off' })
          : el(
              'select',
              { id: field, name },
              options.map((one) => el('option', { value: one, selected: one === value }, one || 'any')),
            );
      return el('p', {}, el('label', { for: field }, label), input);
    }),
    el('p', {}, el('button', { id: `${id}-submit` }, submit)),
  );
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    act(valuesOf(made));
  });
  return made;
}

function valuesOf(made: Element): Record<string, string> {
  if (!(made instanceof HTMLFormElement)) return {};
  return Object.fromEntries(
    [...new FormData(made)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.trim()]] : [],
    ),
  );
}
