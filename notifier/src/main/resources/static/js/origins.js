// Where the last change of an event came from, as far as this page has seen it. Pure.

const REMEMBERED = 500;

export class Origins {
  #byEvent = new Map();

  /** Takes note of a change from the stream. */
  note({ calendarId, eventId, origin, time }) {
    const key = `${calendarId}/${eventId}`;
    this.#byEvent.delete(key);
    this.#byEvent.set(key, { origin, at: Date.parse(time) });
    if (this.#byEvent.size > REMEMBERED) {
      this.#byEvent.delete(this.#byEvent.keys().next().value);
    }
  }

  /** The last change of an occurrence or of its series, { where, at }, or null. */
  of({ calendarId, eventId, recurringEventId }) {
    const known = [eventId, recurringEventId].map((id) => this.#byEvent.get(`${calendarId}/${id}`)).filter(Boolean);
    const last = known.sort((one, other) => other.at - one.at)[0];
    return last ? { where: whereOf(last), at: last.at } : null;
  }
}

/** "at Google", or "here, by you": only a person's own edits are written from here. */
export function whereOf({ origin }) {
  return origin === 'write' ? 'here, by you' : 'at Google';
}
