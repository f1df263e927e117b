import { el } from './element.ts';

/** Asks for a token; `trouble` says why it is asked for again. */
export function login(trouble: string, enter: (token: string) => Promise<void>): void {
  const input = document.createElement('input');
  Object.assign(input, { id: 'token', type: 'password', required: true, autocomplete: 'off' });
  const form = el(
    'form',
    { id: 'login' },
    el('p', {}, el('label', { for: 'token' }, 'Token of an operator, a partner or an author'), input),
    el('p', {}, el('button', {}, 'Enter')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void enter(input.value.trim());
  });
  document.title = 'Presswire console';
  document.body.replaceChildren(
    el(
      'main',
      {},
      el('h1', {}, 'Presswire console'),
      el('p', { role: 'alert', class: 'trouble' }, trouble),
      form,
    ),
  );
  input.focus();
}
