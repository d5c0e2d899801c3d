// Asks before something is done that cannot be undone, or could be meant in more ways than one.

import { byId, closesFromBeside, element } from './dom.js';

const FEW = 3; // answers that stand side by side

let answered = () => {};
let last = Promise.resolve(); // what was asked before

/** Answers true when the person says yes; `lines` say what will happen, one by one. */
export async function ask({ title, lines, yes, otherwise = 'Cancel', dangerous }) {
  const no = { value: 'no', words: otherwise };
  const answer = { value: 'yes', words: yes, look: dangerous ? 'danger' : 'primary' };
  return (await choose({ title, lines, answers: [no, answer] })) === 'yes';
}

/** Whether to mail guests: answers `all` or `none`, and null when nothing is to be done at all. */
export async function askToMail(title, lines = []) {
  const answers = [
    { value: 'no', words: 'Cancel' },
    { value: 'none', words: 'Don’t send' },
    { value: 'all', words: 'Send', look: 'primary' },
  ];
  const answer = await choose({ title, lines, answers });
  return answer === 'no' ? null : answer;
}

/**
 * Answers the value of the one chosen of several answers, `no` when none was: { value, words, look }. Asks
 * once what was asked before is answered.
 */
export function choose(question) {
  const dialog = byId('question');
  last = last.then(() => (dialog.hasChildNodes() ? asked(dialog, question) : 'no')); // who signed out is asked nothing
  return last;
}

function asked(dialog, { title, lines, answers }) {
  byId('question-title').textContent = title;
  byId('question-text').replaceChildren(...(lines.length > 0 ? [element('ul', {}, ...lines.map((line) => element('li', {}, line)))] : []));
  byId('question-answers').classList.toggle('stacked', answers.length > FEW);
  byId('question-answers').replaceChildren(...answers.map((answer) => button(dialog, answer)));
  dialog.showModal();
  byId('question-title').focus();
  return new Promise((answer) => {
    closesFromBeside(dialog);
    answered = answer;
    dialog.onclose = () => dialog.open || answer('no'); // without a button: Esc, and what closes all dialogs
  });
}

function button(dialog, { value, words, look = '' }) {
  const made = element('button', { id: `question-${value}`, class: `button ${look}`, type: 'button' }, words);
  made.addEventListener('click', () => {
    dialog.close();
    answered(value); // at once: what is typed next is meant for what had the focus before
  });
  return made;
}
