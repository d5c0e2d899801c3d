// Somebody else was faster: both sides of an event, field by field, and the choice between them.

import { byId, element } from './dom.js';
import { isWide } from './edit.js';
import { others } from './guests.js';
import { ruleText } from './recurrence.js';
import { plainText } from './text.js';
import { googleTime, whenText } from './time.js';

const SHORT = 300;
const GOES_ON = { delete: 'Delete it all the same', move: 'Move it all the same', answer: 'Answer all the same' };

export class Conflict {
  #dialog = byId('conflict');
  #settle = () => {};

  constructor({ locale }) {
    this.locale = locale;
  }

  /**
   * Shows both sides; answers the names of the fields that are to be as the edit wants them, or null
   * when that is to be decided another time.
   */
  decide(edit, rows) {
    this.#settled(); // should nobody have said yet that the last one was closed
    const changes = edit.kind === 'change';
    const wanted = rows.filter(({ by }) => by !== 'theirs').map(({ name }) => name);
    const choosable = changes && wanted.length > 1; // of one field the buttons are the choice
    byId('conflict-title').textContent = `“${edit.title}” was changed at Google meanwhile`;
    byId('conflict-text').textContent = leadOf(edit);
    byId('conflict-rows').replaceChildren(...rows.map((row) => this.#row(row, edit, choosable)));
    byId('conflict-side').textContent = changes ? 'Yours' : 'As you saw it';
    byId('conflict-mine').textContent = changes ? (choosable ? 'Keep all of mine' : 'Keep mine') : GOES_ON[edit.kind];
    byId('conflict-theirs').textContent = changes ? 'Keep theirs' : 'Leave it';
    byId('conflict-chosen').hidden = !choosable;
    return this.#answer(wanted, edit.kind);
  }

  /** What was asked before is answered, once. */
  #settled() {
    const settle = this.#settle;
    this.#settle = () => {};
    settle();
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
      this.#settle = () => answer((answers[this.#dialog.returnValue] ?? answers.later)());
      this.#dialog.onclose = () => this.#dialog.open || this.#settled();
    });
  }

  #row({ name, label, by, parts }, edit, choosable) {
    const { kind, base, fields, theirs } = edit;
    const changes = kind === 'change';
    const wanted = changes && by !== 'theirs' ? { ...base, ...only(fields, parts) } : { ...theirs, ...base };
    const moves = changes && by !== 'theirs' && name === 'when' && isWide(edit);
    const mine = unchanged(by, changes) ?? (moves ? this.#movement(edit) : this.#shown(name, wanted));
    const there = moves ? `The series begins ${this.#shown(name, theirs)}` : this.#shown(name, theirs);
    const look = by === 'theirs' ? 'unchosen' : 'side';
    const cell = (value, text) =>
      choosable && by !== 'theirs' ? option(name, label, value, text) : element('span', { class: look }, text);
    return element(
      'tr',
      { 'data-field': name },
      element('th', { scope: 'row' }, label),
      element('td', {}, cell('mine', mine)),
      element('td', {}, cell('theirs', there)),
    );
  }

  /** All of a series goes along with the one of its events that was taken elsewhere. */
  #movement({ seen, shows }) {
    return `All as from ${whenText(seen, this.locale)} to ${whenText(shows, this.locale)}`;
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

/** What stands for the side of somebody who changed nothing; null where they did, or what they saw is known. */
function unchanged(by, changes) {
  if (by === 'unseen') {
    return 'not seen before';
  }
  return changes && by === 'theirs' ? 'not changed by you' : null;
}

function leadOf({ kind }) {
  return kind === 'change'
    ? 'Nothing was overwritten. Choose what it is to be; what only they changed stays.'
    : 'Nothing was done yet. Look at what changed, and decide.';
}

function only(fields, parts) {
  return Object.fromEntries(parts.filter((part) => part in fields).map((part) => [part, fields[part]]));
}
