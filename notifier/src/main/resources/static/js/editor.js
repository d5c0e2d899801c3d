// The dialog in which an event is written: what it holds, and what is wrong with it, by field.

import { byId, element, whenClosed } from './dom.js';
import { attendeesOf } from './guests.js';
import { clockOf, dayAfter, dayOf, instantOf, localZone, timesOf } from './moments.js';
import { ask } from './question.js';
import { isFormatted, isTooLong } from './text.js';
import { millisOf } from './time.js';

const TEXTS = ['summary', 'location', 'description', 'guests'];
const TIMES = { startDay: 'start-day', startClock: 'start-clock', endDay: 'end-day', endClock: 'end-clock' };
const DAY = 86_400_000;

export class Editor {
  #dialog = byId('editor');
  #answer = () => {};
  #ready = null;
  #leaving = null; // the promise of whether it is left
  #saves = byId('editor-save');
  #lasts = 0; // how long the event is, in milliseconds: the end follows the start
  #before = {}; // what the form said when it was opened

  constructor() {
    byId('editor-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    byId('editor-cancel').addEventListener('click', () => this.#dialog.close());
    const leave = (event) => {
      event.preventDefault();
      this.#leaving = this.#leave();
    };
    byId('editor-close').addEventListener('click', leave);
    this.#dialog.addEventListener('cancel', leave);
    this.#dialog.addEventListener('keydown', (event) => event.key === 'Escape' && leave(event)); // a browser lets a page refuse only one `cancel`
    byId('editor-more').addEventListener('click', () => this.#more(true, true));
    byId('edit-all-day').addEventListener('change', () => {
      this.#allDay();
      this.#measure();
    });
    for (const id of ['edit-start-day', 'edit-start-clock']) {
      byId(id).addEventListener('change', () => this.#follow());
    }
    for (const id of ['edit-end-day', 'edit-end-clock']) {
      byId(id).addEventListener('change', () => this.#measure());
    }
    whenClosed(this.#dialog, () => this.#answer(null));
  }

  /**
   * Opens it; answers what was written, with the names of what was `changed` of what it began with, or
   * null when nothing is to be saved.
   *
   * @param values what it begins with
   * @param calendars those it may be on
   * @param repeats the choices of how it repeats, [value, words] each
   * @param zone the zone that its times are told in
   * @param known whether all of an event is known; absent for a new one
   * @param description what the event's description is, as Google spells it
   * @param written what was written in it before, and is to be changed once more
   * @param why what kept that from being made, in words
   * @param ready what is to be done, and waited for, before it is saved; absent when there is nothing
   */
  open({ values, calendars, repeats, zone, known, description, written, why, ready }) {
    this.#answer(null); // of whatever was closed before, should nobody have said so yet
    if (!this.#dialog.hasChildNodes()) {
      return null; // whoever wrote has signed out
    }
    const isNew = known === undefined;
    const held = written ?? values;
    byId('editor-title').textContent = isNew ? 'New event' : 'Edit event';
    for (const name of TEXTS) {
      byId(`edit-${name}`).value = held[name];
    }
    this.#hint(description);
    byId('edit-guests').disabled = known === false;
    byId('edit-guests-hint').hidden = known !== false;
    byId('edit-all-day').checked = held.allDay;
    fill('edit-calendar', calendars.map(({ id, summary }) => [id, summary]), held.calendarId);
    fill('edit-repeat', repeats, held.repeat);
    byId('edit-zone').textContent = zoneText(zone);
    this.#setTimes(held);
    this.#allDay();
    this.#measure();
    this.#faults([]);
    this.#more(!isNew || Boolean(written));
    this.#before = written?.before ?? this.#values();
    this.#ready = ready ?? null;
    this.#wait(false);
    this.#dialog.showModal();
    byId('editor-why').hidden = !why;
    byId('editor-why').textContent = why ?? ''; // once it is open, so that it is read out
    byId('edit-summary').focus();
    return new Promise((answer) => (this.#answer = answer));
  }

  /** Whether something is being written. */
  get isOpen() {
    return this.#dialog.open;
  }

  close() {
    this.#dialog.close();
  }

  /** What was written is not lost by a slip. */
  async #leave() {
    const writing = document.activeElement;
    const loses = this.#changed(this.#values()).size > 0;
    if (!loses || (await ask({ title: 'Discard what you wrote?', lines: [], yes: 'Discard', otherwise: 'Keep writing', dangerous: true }))) {
      this.#dialog.close();
    } else {
      writing.blur(); // Chromium gives the focus back while the editor is inert, and no key that is typed
      void writing.offsetWidth; // it is inert no longer
      writing.focus();
    }
  }

  async #save() {
    const answer = this.#answer;
    const values = this.#values();
    const times = timesOf(values);
    const { fault } = attendeesOf(values.guests, []);
    const faults = [times.fault, fault && { field: 'guests', text: fault }].filter(Boolean);
    this.#faults(faults);
    if (faults.length > 0 || this.#saves.ariaBusy || !this.#isByThisClock(values.allDay)) {
      return;
    }
    const changed = this.#changed(values);
    if (this.#ready && changed.size > 0) {
      this.#wait(true);
      await this.#ready();
      await this.#leaving; // somebody who is just being asked whether to discard it
    }
    if (this.isOpen && answer === this.#answer) { // else it was left meanwhile, and perhaps opened for another event
      this.#answer({ ...values, times, changed, before: this.#before });
      this.#dialog.close();
    }
  }

  /** Whether the times are told in the zone that they would be read in; where that has changed since, a second press saves. */
  #isByThisClock(allDay) {
    const zone = zoneText(localZone());
    const same = allDay || byId('edit-zone').textContent === zone;
    if (!same) {
      byId('edit-zone').textContent = zone;
      this.#faults([{ field: 'start', text: `Your clock is that of ${zone} by now. Are these the times you mean?` }]);
    }
    return same;
  }

  /** Nothing is written while it is being saved. */
  #wait(waits) {
    if (waits) {
      this.#saves.focus(); // what is inert has no focus, and Esc would be heard by nobody
    }
    this.#saves.ariaBusy = waits ? 'true' : null;
    byId('editor-fields').inert = waits;
  }

  #values() {
    const texts = TEXTS.map((name) => [name, byId(`edit-${name}`).value.trim()]);
    const times = Object.entries(TIMES).map(([name, id]) => [name, byId(`edit-${id}`).value]);
    return {
      ...Object.fromEntries([...texts, ...times]),
      allDay: byId('edit-all-day').checked,
      calendarId: byId('edit-calendar').value,
      repeat: byId('edit-repeat').value,
    };
  }

  #changed(values) {
    const touched = Object.keys(values).filter((name) => values[name] !== this.#before[name]);
    const times = touched.some((name) => name in TIMES || name === 'allDay') ? ['times'] : [];
    return new Set([...touched, ...times]);
  }

  #setTimes(times) {
    for (const [name, id] of Object.entries(TIMES)) {
      byId(`edit-${id}`).value = times[name];
    }
  }

  /** What a plain field cannot hold of a description. */
  #hint(description) {
    const long = isTooLong(description);
    byId('edit-description').readOnly = long;
    byId('edit-description-hint').hidden = !long && !isFormatted(description);
    byId('edit-description-hint').textContent = long ? 'It is too long to be changed here, and stays as it is.' : 'It has formatting, which is lost if you change it here.';
  }

  /** Says at each field what is wrong with it, and goes to the first. */
  #faults(faults) {
    for (const field of ['start', 'end', 'guests']) {
      const fault = faults.find((each) => each.field === field);
      const line = byId(`edit-${field}-fault`);
      line.textContent = fault?.text ?? '';
      line.hidden = !fault;
      for (const input of this.#dialog.querySelectorAll(`[aria-describedby~="edit-${field}-fault"]`)) {
        input.setAttribute('aria-invalid', String(Boolean(fault)));
      }
    }
    if (faults.length > 0) {
      this.#more(true);
      this.#dialog.querySelector('[aria-invalid="true"]').focus();
    }
  }

  #more(shown, thenFocus = false) {
    byId('editor-rest').hidden = !shown;
    byId('editor-more').hidden = shown;
    if (thenFocus) {
      byId('edit-repeat').focus();
    }
  }

  #allDay() {
    const allDay = byId('edit-all-day').checked;
    for (const id of ['edit-start-clock', 'edit-end-clock']) {
      byId(id).hidden = allDay;
    }
    byId('edit-zone').hidden = allDay;
    if (!allDay && !byId('edit-start-clock').value) {
      byId('edit-start-clock').value = '09:00';
      byId('edit-end-clock').value = '10:00';
    }
  }

  #span() {
    const { allDay, startDay, startClock, endDay, endClock } = this.#values();
    return allDay ? [millisOf(startDay), millisOf(endDay)] : [instantOf(startDay, startClock), instantOf(endDay, endClock)];
  }

  #measure() {
    const [from, to] = this.#span();
    this.#lasts = to >= from ? to - from : this.#lasts;
  }

  /** The end goes along when the start is moved. */
  #follow() {
    const [from] = this.#span();
    if (Number.isNaN(from)) {
      return;
    }
    if (byId('edit-all-day').checked) {
      byId('edit-end-day').value = dayAfter(dayOf(from), Math.round(this.#lasts / DAY));
    } else {
      byId('edit-end-day').value = dayOf(from + this.#lasts);
      byId('edit-end-clock').value = clockOf(from + this.#lasts);
    }
  }
}

function fill(id, choices, chosen) {
  const options = choices.map(([value, words]) => element('option', { value, selected: value === chosen }, words));
  byId(id).replaceChildren(...options);
  byId(id).disabled = choices.length < 2;
}

function zoneText(zone) {
  return zone.replaceAll('_', ' ');
}
