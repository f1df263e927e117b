import { el } from './element.ts';
import type { Own } from './shapes.ts';
import { hrefOf } from './place.ts';
import { menuOf } from './routes.ts';

/** The parts of the page that stay while views change. */
export type Screen = {
  title: HTMLElement;
  content: HTMLElement;
  /** What was done; read out by screen readers. */
  status: Element;
  /** What must be read, until it is put away. */
  notice: Element;
  /** What is wrong with the connection or with the view. */
  trouble: Element;
  mark: (name: string | undefined) => void;
};

/** Draws the frame: navigation, heading, places for news. */
export function makeScreen(own: Own, leave: () => void): Screen {
  const title = document.createElement('h1');
  title.tabIndex = -1;
  const content = document.createElement('div');
  const status = el('p', { role: 'status', class: 'status' });
  const notice = el('div', { role: 'alert' });
  const trouble = el('p', { role: 'alert', class: 'trouble' });
  const links = menuOf(own).map(({ place, text }) => ({
    name: place.path[0],
    link: el('a', { href: hrefOf(place) }, text),
  }));
  const out = el('button', { type: 'button', id: 'leave' }, 'Leave');
  out.addEventListener('click', leave);
  document.body.replaceChildren(
    el('a', { class: 'skip', href: '#content' }, 'To the content'),
    el(
      'header',
      {},
      el('strong', {}, 'Presswire'),
      el(
        'nav',
        { 'aria-label': 'Console' },
        links.map(({ link }) => link),
      ),
      out,
    ),
    el('main', { id: 'content', tabindex: -1 }, title, trouble, notice, status, content),
  );
  return {
    title,
    content,
    status,
    notice,
    trouble,
    mark(name) {
      for (const one of links) {
        if (one.name === name) one.link.setAttribute('aria-current', 'page');
        else one.link.removeAttribute('aria-current');
      }
    },
  };
}
