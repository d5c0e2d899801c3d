// What is said of an edit: on its way, done, or refused. Pure.

import { problemText, refusal } from './refusals.js';

const DONE = { create: 'added', change: 'changed', delete: 'deleted', move: 'moved', answer: 'answered', join: 'taken back' };
const SAVED = {
  create: 'is saved at Google',
  change: 'is saved at Google',
  delete: 'is deleted at Google',
  move: 'is on the other calendar at Google',
  answer: 'is answered at Google',
};

/** It is on its way, or waits until it can be. */
export function savingText({ kind, title }, waits) {
  if (waits) {
    return `“${title}” waits for a connection`;
  }
  return `${kind === 'delete' ? 'Deleting' : 'Saving'} “${title}”…`;
}

/** Google has it. */
export function savedText({ kind, title }) {
  return `“${title}” ${SAVED[kind]}`;
}

/** It was taken back; no more is said than holds. */
export function takenBackText({ kind, title }) {
  switch (kind) {
    case 'join': // single instances beyond the cut lost what was their own
      return `“${title}” is one series again`;
    case 'create': // a new event like the one that was deleted
      return `“${title}” is there again`;
    default:
      return `“${title}” is as it was`;
  }
}

/** Google does not have it, and why. */
export function refusedText({ kind, title }, { reason, problem }) {
  return `“${title}” was not ${DONE[kind]}. ${problem ? problemText(problem) : refusal(reason)}`;
}
