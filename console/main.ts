import { ApiError, makeApi } from './api.ts';
import { ask } from './ask.ts';
import { el } from './element.ts';
import { hrefOf, placeOf } from './place.ts';
import { put } from './put.ts';
import { menuOf, viewOf } from './routes.ts';
import { makeScreen, type Screen } from './screen.ts';
import { ownSchema, type Own } from './shapes.ts';
import type { Desk } from './view.ts';

/** Kept until the tab is closed, and in no other tab. */
const TOKEN = 'presswire-token';
const EVERY_MS = 4_000;

void enter(sessionStorage.getItem(TOKEN) ?? '', '');

/** Asks for a token, or goes on with the one that is known. */
async function enter(token: string, trouble: string): Promise<void> {
  if (token === '') return login(trouble);
  const api = makeApi(token);
  try {
    const own = await api.get('/tokens/own', ownSchema);
    sessionStorage.setItem(TOKEN, token);
    run(own, api);
  } catch (error) {
    sessionStorage.removeItem(TOKEN);
    login(wordsOf(error));
  }
}

function login(trouble: string): void {
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
    void enter(input.value.trim(), '');
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

function leave(trouble = ''): void {
  sessionStorage.removeItem(TOKEN);
  stop();
  login(trouble);
}

let stop: () => void = () => undefined;

function run(own: Own, api: Desk['api']): void {
  const screen = makeScreen(own, () => leave());
  const jobs: Desk['jobs'] = new Map();
  let drawn = '';
  /** Only the newest look may draw: an older one may answer later. */
  let turn = 0;
  const look = async (isNew = false): Promise<void> => {
    const mine = (turn += 1);
    const place = placeOf(location.hash);
    const view = viewOf(place, own);
    if (view === undefined) return begin(own);
    if (isNew) openPlace(screen, place.path[0]);
    try {
      const found = await view({ api, own, place, jobs, ask, act, say, go });
      if (mine !== turn) return;
      screen.trouble.textContent = '';
      screen.content.removeAttribute('aria-busy');
      if (isNew || drawn !== found.key) put(screen.content, found.draw());
      drawn = found.key;
      screen.title.textContent = found.title;
      document.title = `${found.title} – Presswire`;
    } catch (error) {
      if (mine !== turn) return;
      if (error instanceof ApiError && error.status === 401) return leave(error.message);
      screen.content.removeAttribute('aria-busy');
      screen.trouble.textContent = wordsOf(error);
      if (isNew) screen.content.replaceChildren();
      drawn = '';
    }
  };
  const act: Desk['act'] = (saying, work) => {
    screen.status.textContent = 'A moment…';
    work().then(
      () => {
        screen.status.textContent = saying;
        return look();
      },
      (error: unknown) => {
        screen.status.textContent = '';
        screen.trouble.textContent = wordsOf(error);
      },
    );
  };
  const say: Desk['say'] = (...nodes) => {
    const away = el('button', { type: 'button', id: 'put-away' }, 'Put away');
    away.addEventListener('click', () => screen.notice.replaceChildren());
    screen.notice.replaceChildren(el('p', { class: 'notice' }, ...nodes, ' ', away));
  };
  const go: Desk['go'] = (place) => {
    location.hash = hrefOf(place);
  };
  const turned = () => {
    screen.status.textContent = '';
    void look(true).then(() => screen.title instanceof HTMLElement && screen.title.focus());
  };
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void look();
  }, EVERY_MS);
  addEventListener('hashchange', turned);
  stop = () => {
    turn += 1;
    clearInterval(timer);
    removeEventListener('hashchange', turned);
  };
  void look(true);
}

function openPlace(screen: Screen, name: string | undefined): void {
  screen.mark(name);
  screen.trouble.textContent = '';
  screen.notice.replaceChildren();
  screen.content.setAttribute('aria-busy', 'true');
  screen.content.replaceChildren(el('p', { class: 'loading' }, 'Loading…'));
}

/** Where a role begins. */
function begin(own: Own): void {
  const [first] = menuOf(own);
  if (first !== undefined) location.replace(hrefOf(first.place));
}

function wordsOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return 'No connection to Presswire. It is tried again by itself.';
}
