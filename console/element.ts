type Child = Node | string | number | undefined | readonly Child[];
type Properties = Readonly<Record<string, string | number | boolean | undefined>>;

const SVG = new Set(['svg', 'g', 'rect', 'title', 'text', 'line']);

/**
 * An element with attributes and children. Texts become text nodes: nothing that authors or partners wrote is ever read as
 * HTML. `true` sets an attribute without a value, `false` and `undefined` leave it out.
 */
export function el(tag: string, properties: Properties = {}, ...children: readonly Child[]): Element {
  const element = SVG.has(tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined) continue;
    if (typeof child === 'string' || typeof child === 'number') element.append(String(child));
    else if (child instanceof Node) element.append(child);
    else append(element, child);
  }
}

/** A link to an address of somebody else's making: only http and https, otherwise its text alone. */
export function outside(address: string): Node {
  if (!/^https?:\/\//i.test(address)) return document.createTextNode(address);
  return el('a', { href: address, rel: 'noopener noreferrer', target: '_blank' }, address);
}
