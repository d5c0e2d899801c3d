// What is said of an edit: on its way, done, or refused. Pure.

import { titleOf } from './occurrences.js';
import { problemText, refusal } from './refusals.js';

const DONE = { create: 'added', change: 'changed', delete: 'deleted', move: 'moved', answer: 'answered', join: 'taken back' };
const SAVED = {
  create: 'is saved at Google',
  change: 'is saved at Google',
  delete: 'is deleted at Google',
  move: 'is on the other calendar at Google',
  answer: 'is answered at Google',
};

/** What an event is called once it is edited so. */
export function nameOf({ shows, title }) {
  return shows ? titleOf({ ...shows, editable: true }) : title;
}

/** It is on its way (`saving`), or waits until it can be: for a connection (`waiting`), or for its author (`deciding`). */
export function savingText(edit, state) {
  const title = nameOf(edit);
  if (state === 'waiting') {
    return `“${title}” waits for a connection`;
  }
  if (state === 'deciding') {
    return `“${title}” waits until you have decided about what was changed at Google`;
  }
  return `${edit.kind === 'delete' ? 'Deleting' : 'Saving'} “${title}”…`;
}

/** Google has it. */
export function savedText(edit) {
  return `“${nameOf(edit)}” ${SAVED[edit.kind]}`;
}

/** It was taken back; no more is said than holds. */
export function takenBackText(edit) {
  const title = nameOf(edit);
  switch (edit.kind) {
    case 'join': // single instances beyond the cut lost what was their own
      return `“${title}” is one series again`;
    case 'create': // a new event like the one that was deleted
      return `“${title}” is there again`;
    case 'delete':
      return `“${title}” is gone again`;
    default:
      return `“${title}” is as it was`;
  }
}

/** Google does not have it, and why. */
export function refusedText({ kind, title }, { reason, problem }) {
  return `“${title}” was not ${DONE[kind]}. ${problem ? problemText(problem) : refusal(reason)}`;
}
