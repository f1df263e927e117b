/**
 * The only script of the site: it shows and serves the buttons that copy and print. Every page is whole without it, and
 * the buttons stay hidden then.
 */
export const SITE_SCRIPT = `'use strict';
for (const button of document.querySelectorAll('button[data-copy],button[data-copy-from],button[data-print]')) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (button.dataset.print !== undefined) return window.print();
    const ids = (button.dataset.copyFrom ?? '').split(' ').filter(Boolean);
    const texts = ids.map((id) => document.getElementById(id)?.innerText ?? '');
    try {
      await navigator.clipboard.writeText(button.dataset.copy ?? texts.join('\\n\\n'));
    } catch {
      return;
    }
    button.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
}
`;
