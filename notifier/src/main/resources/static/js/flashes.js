// What lights up with the next picture. Pure.

import { difference, keyOf, SHOWN } from './occurrences.js';

export class Flashes {
  #keys = new Set();
  #series = new Set(); // to light up when they have been expanded anew
  #brought = new Map(); // what the last snapshot changed: keys by series, or by event

  /** One occurrence. */
  add(key) {
    this.#keys.add(key);
  }

  /** All that changes of the series that a change is about. */
  addSeries(change) {
    this.#series.add(seriesOfChange(change));
  }

  /** What a change did is on screen since the last snapshot, which knew it before we were told. */
  addShown(change) {
    this.#keys.add(keyOf(change));
    this.#brought.get(seriesOfChange(change))?.forEach((key) => this.#keys.add(key));
  }

  /** A snapshot came: what differs of the series that were to be expanded anew lights up. */
  expanded(before, after) {
    const { added, updated } = difference(before, after, SHOWN);
    this.#brought.clear();
    for (const [key, occurrence] of [...added, ...updated]) {
      const series = seriesOf(occurrence);
      if (this.#series.has(series)) {
        this.#keys.add(key);
      }
      if (!this.#brought.has(series)) {
        this.#brought.set(series, []);
      }
      this.#brought.get(series).push(key);
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

function seriesOfChange(change) {
  return seriesOf({ ...change, recurringEventId: change.event?.recurringEventId });
}

function seriesOf({ calendarId, eventId, recurringEventId }) {
  return `${calendarId}/${recurringEventId ?? eventId}`;
}
