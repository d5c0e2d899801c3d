// Somebody else was faster: both sides of an event, field by field, and the choice between them.

import { byId, element } from './dom.js';
import { others } from './guests.js';
import { ruleText } from './recurrence.js';
import { plainText } from './text.js';
import { googleTime, whenText } from './time.js';

const SHORT = 300;
const GOES_ON = { delete: 'Delete it all the same', move: 'Move it all the same', answer: 'Answer all the same' };

export class Conflict {
  #dialog = byId('conflict');

  constructor({ locale }) {
    this.locale = locale;
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /**
   * Shows both sides; answers the names of the fields that are to be as the edit wants them, or null
   * when that is to be decided another time.
   */
  decide(edit, rows) {
    const changes = edit.kind === 'change';
    byId('conflict-title').textContent = `“${edit.title}” was changed at Google meanwhile`;
    byId('conflict-text').textContent = leadOf(edit);
    byId('conflict-rows').replaceChildren(...rows.map((row) => this.#row(row, edit, changes)));
    byId('conflict-side').textContent = changes ? 'Yours' : 'As you saw it';
    byId('conflict-mine').textContent = changes ? 'Keep all of mine' : GOES_ON[edit.kind];
    byId('conflict-theirs').textContent = changes ? 'Keep theirs' : 'Leave it';
    byId('conflict-chosen').hidden = !changes || rows.filter(({ by }) => by !== 'theirs').length < 2;
    return this.#answer(rows.filter(({ by }) => by !== 'theirs').map(({ name }) => name), edit.kind);
  }

  #answer(wanted, kind) {
    this.#dialog.returnValue = 'later';
    this.#dialog.showModal();
    byId('conflict-title').focus();
    return new Promise((answer) => {
      const answers = {
        later: () => null,
        theirs: () => [],
        mine: () => (kind === 'change' ? wanted : ['all']),
        chosen: () => wanted.filter((name) => this.#dialog.querySelector(`[name="keep-${name}"][value=mine]`).checked),
      };
      for (const value of ['theirs', 'mine', 'chosen']) {
        byId(`conflict-${value}`).onclick = () => this.#dialog.close(value);
      }
      this.#dialog.onclose = () => answer((answers[this.#dialog.returnValue] ?? answers.later)());
    });
  }

  #row({ name, label, by, parts }, { base, fields, theirs }, changes) {
    const mine = this.#shown(name, by === 'theirs' || !changes ? { ...theirs, ...base } : { ...base, ...only(fields, parts) });
    const other = this.#shown(name, theirs);
    const choosable = changes && by !== 'theirs';
    const cell = (value, text) =>
      element('td', {}, choosable ? option(name, label, value, text) : element('span', { class: 'unchosen' }, text));
    return element(
      'tr',
      { 'data-field': name },
      element('th', { scope: 'row' }, label),
      cell('mine', by === 'theirs' && changes ? 'not changed by you' : mine),
      cell('theirs', other),
    );
  }

  /** A field of a resource, as a person reads it. */
  #shown(name, resource) {
    const { start, end, summary, location, description, attendees, recurrence } = resource;
    switch (name) {
      case 'title':
        return summary || 'no title';
      case 'when':
        return whenText({ start: googleTime(start), end: googleTime(end), allDay: Boolean(start?.date) }, this.locale);
      case 'where':
        return location || 'nowhere';
      case 'text':
        return plainText(description).slice(0, SHORT) || 'nothing';
      case 'people':
        return others(attendees).map(({ email }) => email).join(', ') || 'nobody';
      case 'repeat':
        return recurrence?.length ? ruleText(recurrence) : 'not at all';
      default:
        throw new Error(`field: ${name}`);
    }
  }
}

function option(name, label, value, text) {
  const side = value === 'mine' ? 'yours' : 'at Google';
  const box = element('input', { type: 'radio', name: `keep-${name}`, value, checked: value === 'mine', 'aria-label': `${label}, ${side}: ${text}` });
  return element('label', { class: 'keep' }, box, element('span', {}, text));
}

function leadOf({ kind }) {
  return kind === 'change'
    ? 'Nothing was overwritten. Choose what it is to be; what only they changed stays.'
    : 'Nothing was done yet. Look at what changed, and decide.';
}

function only(fields, parts) {
  return Object.fromEntries(parts.filter((part) => part in fields).map((part) => [part, fields[part]]));
}
