import { el } from './element.ts';

/** A dialog that asks a second time: what is named must be written out, so that no slip of the hand does it. */
export function ask(question: string, typed: string): Promise<boolean> {
  const dialog = document.createElement('dialog');
  const input = document.createElement('input');
  input.id = 'ask-typed';
  input.autocomplete = 'off';
  const sure = document.createElement('button');
  sure.id = 'ask-sure';
  sure.className = 'danger';
  sure.textContent = 'Kill it for good';
  sure.disabled = true;
  const back = el('button', { type: 'button', id: 'ask-back' }, 'Back');
  const form = el(
    'form',
    {},
    el('p', { id: 'ask-question' }, question),
    el('p', {}, el('label', { for: 'ask-typed' }, `Write ${typed} to go on`), input),
    el('p', { class: 'actions' }, sure, back),
  );
  dialog.setAttribute('aria-labelledby', 'ask-question');
  dialog.append(form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    const end = (isSure: boolean) => {
      dialog.remove();
      resolve(isSure);
    };
    input.addEventListener('input', () => {
      sure.disabled = input.value.trim() !== typed;
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!sure.disabled) end(true);
    });
    back.addEventListener('click', () => end(false));
    dialog.addEventListener('cancel', () => end(false));
    dialog.showModal();
  });
}
