/**
 * The only script of the site: it shows and serves the buttons that copy and print. Every page is whole without it, and
 * the buttons stay hidden then.
 */
export const SITE_SCRIPT = `'use strict';
const textOf = (id) => document.getElementById(id)?.innerText ?? '';
const toCopy = ({ copy, copyFrom = '' }) => copy ?? copyFrom.split(' ').map(textOf).join('\\n\\n');
for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
for (const button of document.querySelectorAll('button[data-done]')) {
  if (!navigator.clipboard) continue;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(toCopy(button.dataset)).then(
      () => {
        button.textContent = button.dataset.done;
        setTimeout(() => {
          button.textContent = label;
        }, 2000);
      },
      () => undefined,
    );
  });
}
`;
