// Asks before something is done that cannot be undone, and says what it will do.

import { byId, element } from './dom.js';

/** Answers true when the person says yes; `lines` say what will happen, one by one. */
export function ask({ title, lines, yes, dangerous }) {
  const dialog = byId('question');
  byId('question-title').textContent = title;
  byId('question-text').replaceChildren(
    element('ul', {}, ...lines.map((line) => element('li', {}, line))),
  );
  byId('question-yes').textContent = yes;
  byId('question-yes').classList.toggle('danger', Boolean(dangerous));
  byId('question-yes').classList.toggle('primary', !dangerous);
  dialog.returnValue = 'no';
  dialog.showModal();
  byId('question-title').focus();
  return new Promise((answer) => {
    byId('question-yes').onclick = () => dialog.close('yes');
    byId('question-no').onclick = () => dialog.close('no');
    dialog.onclick = ({ target }) => target === dialog && dialog.close('no'); // the backdrop
    dialog.onclose = () => answer(dialog.returnValue === 'yes');
  });
}
