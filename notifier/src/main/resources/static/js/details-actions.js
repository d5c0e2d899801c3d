// What can be done to the event in the details: answer it, edit it, delete it, or why nothing can.

import { element } from './dom.js';
import { ownResponse } from './guests.js';
import { readOnlyText } from './refusals.js';

const ANSWERS = [
  ['accepted', 'Yes'],
  ['tentative', 'Maybe'],
  ['declined', 'No'],
];
const UNANSWERABLE = ['reauthorize', 'accessLost', 'saving'];
const PENDING = {
  waiting: 'Your change waits for a connection. It is not at Google yet.',
  deciding: 'Your change waits until you have decided about what was changed at Google. It is not there yet.',
  saving: 'Your change is being saved at Google.',
};

/** Draws them; `does` is { answer(response, before), edit(), remove() }. */
export function actionsOf(occurrence, event, calendar, does) {
  const why = readOnlyText(occurrence, calendar);
  const response = occurrence.response ?? ownResponse(event ?? {});
  const invited = response && !event?.organizer?.self && calendar?.writable && !UNANSWERABLE.includes(occurrence.readOnlyBecause);
  return [
    occurrence.pending ? element('p', { class: 'aside', role: 'status' }, PENDING[occurrence.pending]) : null,
    why ? element('p', { id: 'read-only', class: 'aside' }, why) : null,
    invited ? answers(response, does) : null,
    occurrence.editable
      ? element('p', { class: 'answers' }, button('details-delete', 'Delete', does.remove), button('details-edit', 'Edit', does.edit))
      : null,
  ].filter(Boolean);
}

function answers(response, does) {
  const buttons = ANSWERS.map(([value, words]) => {
    const made = button(`answer-${value}`, words, () => does.answer(value, response));
    made.setAttribute('aria-pressed', String(value === response));
    return made;
  });
  const label = element('span', { id: 'answer-label' }, 'Going?');
  return element('div', { class: 'going', role: 'group', 'aria-labelledby': 'answer-label' }, label, element('div', { class: 'views' }, ...buttons));
}

function button(id, words, pressed) {
  const made = element('button', { id, class: 'button', type: 'button' }, words);
  made.addEventListener('click', pressed);
  return made;
}
