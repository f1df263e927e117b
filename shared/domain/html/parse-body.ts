import { defaultTreeAdapter, html as names, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

const BODY = defaultTreeAdapter.createElement('body', names.NS.HTML, []);

/** HTML as a browser reads it inside a page's body (HTML §13.4), where a stray `td` is no cell. */
export function parseBody(
  html: string,
  { scripting = true }: { scripting?: boolean } = {},
): DefaultTreeAdapterTypes.DocumentFragment {
  return parseFragment(BODY, html, { scriptingEnabled: scripting });
}
