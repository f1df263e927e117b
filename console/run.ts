import { ApiError, wordsOf, type Api } from './api.ts';
import { ask } from './ask.ts';
import { el } from './element.ts';
import { hrefOf, placeOf } from './place.ts';
import { put } from './put.ts';
import { menuOf, viewOf } from './routes.ts';
import { makeScreen, type Screen } from './screen.ts';
import type { Own } from './shapes.ts';
import type { Desk, Shown } from './view.ts';

const EVERY_MS = 4_000;

/** Shows the place that the address names, and looks again every few seconds, until it is left. */
export function run(own: Own, api: Api, leave: (why: string) => void): void {
  const end = new AbortController();
  const out = (why: string): void => {
    end.abort();
    leave(why);
  };
  const screen = makeScreen(own, () => out(''));
  const desk = { api, own, ask, jobs: new Map(), ...newsOf(screen, () => look()), go };
  let drawn = '';
  /** Only the newest look may draw: an older one may answer later. */
  let turn = 0;
  const look = async (isNew = false): Promise<void> => {
    const mine = (turn += 1);
    const place = placeOf(location.hash);
    const view = viewOf(place, own);
    if (view === undefined) return begin(own);
    if (isNew) open(screen, place.path[0]);
    try {
      const found = await view({ ...desk, place });
      if (mine !== turn || end.signal.aborted) return;
      draw(screen, found, isNew || drawn !== found.key);
      drawn = found.key;
    } catch (error) {
      if (mine !== turn || end.signal.aborted) return;
      if (error instanceof ApiError && error.status === 401) return out(error.message);
      if (isNew) screen.content.replaceChildren();
      trouble(screen, error);
      drawn = '';
    }
  };
  const turned = () => {
    void look(true).then(() => screen.title.focus());
  };
  addEventListener('hashchange', turned, { signal: end.signal });
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void look();
  }, EVERY_MS);
  end.signal.addEventListener('abort', () => clearInterval(timer));
  void look(true);
}

/** What a view may say, and how it does something. */
function newsOf(screen: Screen, look: () => Promise<void>): Pick<Desk, 'act' | 'say'> {
  const act: Desk['act'] = (saying, work) => {
    screen.status.textContent = 'A moment…';
    work().then(
      () => {
        screen.status.textContent = saying;
        return look();
      },
      (error: unknown) => {
        screen.status.textContent = '';
        trouble(screen, error);
      },
    );
  };
  const say: Desk['say'] = (...nodes) => {
    const away = el('button', { type: 'button', id: 'put-away' }, 'Put away');
    away.addEventListener('click', () => screen.notice.replaceChildren());
    screen.notice.replaceChildren(el('p', { class: 'notice' }, ...nodes, ' ', away));
  };
  return { act, say };
}

const go: Desk['go'] = (place) => {
  location.hash = hrefOf(place);
};

function open(screen: Screen, name: string | undefined): void {
  screen.mark(name);
  screen.status.textContent = '';
  screen.trouble.textContent = '';
  screen.notice.replaceChildren();
  screen.content.setAttribute('aria-busy', 'true');
  screen.content.replaceChildren(el('p', { class: 'loading' }, 'Loading…'));
}

function draw(screen: Screen, { title, draw: nodes }: Shown, isOther: boolean): void {
  screen.trouble.textContent = '';
  screen.content.removeAttribute('aria-busy');
  if (!isOther) return;
  put(screen.content, nodes());
  screen.title.textContent = title;
  document.title = `${title} – Presswire`;
}

function trouble(screen: Screen, error: unknown): void {
  screen.content.removeAttribute('aria-busy');
  screen.trouble.textContent = wordsOf(error);
}

/** Where a role begins. */
function begin(own: Own): void {
  const [first] = menuOf(own);
  if (first !== undefined) location.replace(hrefOf(first.place));
}
