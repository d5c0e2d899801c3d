// What lights up with the next picture. Pure.

import { difference, SHOWN } from './occurrences.js';

export class Flashes {
  #keys = new Set();
  #series = new Set(); // to light up when they have been expanded anew

  /** One occurrence. */
  add(key) {
    this.#keys.add(key);
  }

  /** All that changes of the series that a change is about. */
  addSeries(change) {
    this.#series.add(seriesOf({ ...change, recurringEventId: change.event?.recurringEventId }));
  }

  /** The series were expanded anew: what differs of them lights up. */
  expanded(before, after) {
    const { added, updated } = difference(before, after, SHOWN);
    for (const [key, occurrence] of [...added, ...updated]) {
      if (this.#series.has(seriesOf(occurrence))) {
        this.#keys.add(key);
      }
    }
    this.#series.clear();
  }

  /** What to light up now. */
  take() {
    const keys = [...this.#keys];
    this.#keys.clear();
    return keys;
  }
}

function seriesOf({ calendarId, eventId, recurringEventId }) {
  return `${calendarId}/${recurringEventId ?? eventId}`;
}
