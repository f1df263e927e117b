import type { Contact } from '../release/newsroom.ts';
import { xmlCharacters } from './escape.ts';
import { html, when, type Markup } from './markup.ts';
import type { Words } from './words.ts';

/** Who answers questions about a release, each way to reach them as a link. */
export function contacts(list: readonly Contact[], words: Words): Markup | undefined {
  if (list.length === 0) return undefined;
  const items = list.map(
    (contact) =>
      html`<li>
        <strong dir="auto">${[contact.name, contact.organisation].filter(Boolean).join(', ')}</strong>
        ${when(contact.phone, (phone) => html` <a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>`)}
        ${when(contact.email, (email) => html` <a href="mailto:${encodeURIComponent(xmlCharacters(email)).replace('%40', '@')}">${email}</a>`)}
      </li>`,
  );
  return html`<section class="after contacts">
    <h2 class="label">${words.contact}</h2>
    <ul>
      ${items}
    </ul>
  </section>`;
}
