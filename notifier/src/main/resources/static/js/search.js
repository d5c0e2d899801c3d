// Finding an event by its words, whenever it is.

import { byId, closesFromBeside, element, released, whenClosed } from './dom.js';
import { paint } from './colors.js';
import { titleOf } from './occurrences.js';
import { whenText } from './time.js';

const PAUSE = 200; // between what is typed and what is asked

export class Search {
  #dialog = byId('search');
  #field = byId('search-words');
  #hits = byId('search-found');
  #timer;
  #asking = new AbortController();

  /**
   * @param find (words, signal) → promise of { occurrences, more }
   * @param calendarOf calendarId → the calendar
   * @param chosen called with (occurrence)
   */
  constructor({ locale, find, calendarOf, chosen }) {
    Object.assign(this, { locale, find, calendarOf, chosen });
    byId('search-open').addEventListener('click', () => this.open());
    byId('search-close').addEventListener('click', () => this.close());
    this.#field.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), PAUSE);
    });
    closesFromBeside(this.#dialog);
    this.#dialog.addEventListener('keydown', (event) => this.#key(event));
    whenClosed(this.#dialog, () => this.#forget());
  }

  /** Asks for words. */
  open() {
    this.#dialog.showModal();
    this.#field.select();
    this.#look();
  }

  close() {
    this.#dialog.close();
  }

  /** What was asked for is no longer awaited. */
  #forget() {
    clearTimeout(this.#timer);
    this.#asking.abort();
  }

  async #look() {
    this.#forget();
    const words = this.#field.value.trim();
    if (!words) {
      this.#show([], '');
      return;
    }
    const { signal } = (this.#asking = new AbortController());
    const found = await this.#find(words, signal);
    await released(this.#hits);
    if (!signal.aborted) {
      this.#show(...found);
    }
  }

  /** What is to be shown: events, and a note. */
  async #find(words, signal) {
    try {
      const { occurrences, more } = await this.find(words, signal);
      return [occurrences, more ? 'There are more. Another word finds fewer.' : occurrences.length ? '' : `Nothing found for “${words}”`];
    } catch (error) {
      if (error.signedOut) {
        return [[], '']; // the page says more than this dialog could
      }
      return [[], error.status === 400 ? 'These are too many words.' : 'Searching does not work right now.'];
    }
  }

  #show(occurrences, note) {
    this.#hits.replaceChildren(...occurrences.map((each) => this.#row(each)));
    byId('search-note').textContent = note;
  }

  #row(occurrence) {
    const calendar = this.calendarOf(occurrence.calendarId);
    const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
    paint(swatch, occurrence.color ?? calendar?.color);
    const made = element(
      'button',
      { type: 'button', class: 'hit' },
      swatch,
      element('span', { class: 'hit-title' }, titleOf(occurrence)),
      element('span', { class: 'aside' }, [whenText(occurrence, this.locale), calendar?.summary].filter(Boolean).join(' · ')),
    );
    made.addEventListener('click', () => {
      this.close();
      this.chosen(occurrence);
    });
    return element('li', {}, made);
  }

  /** Up and down go through what was found; Enter takes the first; Escape ends it, whatever was typed. */
  #key(event) {
    if (event.key === 'Escape') {
      event.preventDefault(); // a search field would only empty itself
      this.close();
      return;
    }
    const hits = [...this.#hits.querySelectorAll('button')];
    const at = hits.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      (hits[to] ?? (to < 0 ? this.#field : hits.at(-1)))?.focus();
    } else if (event.key === 'Enter' && document.activeElement === this.#field) {
      event.preventDefault();
      hits[0]?.click();
    }
  }
}
