/**
 * Puts new nodes in the place of the old ones. What has the focus, what is opened and what was typed is found again by its
 * id, so that a view that is drawn anew every few seconds does not get in the way of who works with it.
 */
export function put(content: HTMLElement, nodes: readonly Node[]): void {
  const focused = content.contains(document.activeElement) ? document.activeElement?.id : undefined;
  const opened = [...content.querySelectorAll('details[open]')].map(({ id }) => id);
  const typed = [...content.querySelectorAll('input')].map(({ id, value }) => ({ id, value }));
  content.replaceChildren(...nodes);
  for (const id of opened) content.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  for (const { id, value } of typed) {
    const input = document.getElementById(id);
    if (input instanceof HTMLInputElement) input.value = value;
  }
  if (focused) document.getElementById(focused)?.focus();
}
