import { html, trustedMarkup, type Markup } from '#domain/site/markup.ts';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { schemaOf } from './schema-of.ts';

const STYLE =
  ':root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}' +
  'section{border-top:1px solid #8888;padding:.5rem 0}h2{font-size:1rem;overflow-wrap:anywhere}code,pre{font-size:.875rem}' +
  'pre{overflow:auto;background:#8882;padding:.5rem}';

/** The calls of the API for a person, without a script. */
export function referencePage(): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Presswire API</title>
        <style>
          ${trustedMarkup(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>Presswire API</h1>
          <p>
            Every call carries <code>Authorization: Bearer …</code>. What a token may not see looks as if it
            were not there: 404. Lists give <code>next</code> where they go on: send it as
            <code>cursor</code>. A POST with an <code>Idempotency-Key</code>
            is carried out once a day; sent again it gets the same answer. Errors are problems as RFC 9457 has
            them. For programs:
            <a href="openapi.json">openapi.json</a>.
          </p>
          ${OPERATIONS.map(shown)}
        </main>
      </body>
    </html> `;
  return page.markup;
}

function shown({ method, path, who, does, query, body, isBodyOptional = false, gives }: Operation): Markup {
  return html`<section>
    <h2><code>${method.toUpperCase()} ${path}</code></h2>
    <p>${does}. For ${who.join(', ')}; gives ${gives}.</p>
    ${query === undefined ? [] : schema('Query', query)}${body === undefined ? [] : schema(isBodyOptional ? 'Body, may be left out' : 'Body', body)}
  </section> `;
}

function schema(title: string, of: NonNullable<Operation['body']>): Markup {
  const text = JSON.stringify(schemaOf(of), undefined, 2);
  return html`<details>
    <summary>${title}</summary>
    <pre tabindex="0">${text}</pre>
  </details>`;
}
