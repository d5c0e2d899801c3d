// What is on the calendar: occurrences, one per thing to draw, and what a change does to them. Pure.

import { others, ownResponse } from './guests.js';
import { googleTime, millisOf, sameForm } from './time.js';

/** What identifies an occurrence: the event, or for a series its master and the original start. */
export function keyOf({ calendarId, eventId, recurringEventId, originalStart, start }) {
  return recurringEventId
    ? `${calendarId}/${recurringEventId}/${sameForm(originalStart ?? start)}`
    : `${calendarId}/${eventId}`;
}

/** Google hides what a reader may not see by leaving the summary out. */
export function titleOf({ summary, editable }) {
  return summary || (editable ? '(No title)' : 'Busy');
}

/** Whether what a change did can only be seen after the series is expanded anew, by the server. */
export function touchesSeries({ event, changed, previous }) {
  return Boolean(
    event?.recurrence ||
      event?.recurringEventId ||
      previous?.recurrence ||
      changed?.includes('recurrence') ||
      changed?.includes('recurringEventId'),
  );
}

/** The single occurrence of an event that does not recur; null when there is nothing to draw. */
export function occurrenceOf(calendarId, event, calendar) {
  const { timeZone } = calendar ?? {};
  const start = googleTime(event.start, timeZone);
  if (!start || event.status === 'cancelled') {
    return null;
  }
  const readOnlyBecause = readOnlyOf(event, calendar);
  return {
    calendarId,
    eventId: event.id,
    recurringEventId: null,
    originalStart: null,
    start,
    end: googleTime(event.end, timeZone) ?? start,
    allDay: Boolean(event.start.date),
    summary: event.summary ?? null,
    location: event.location,
    description: event.description,
    etag: event.etag ?? null,
    editable: readOnlyBecause === null,
    readOnlyBecause,
    guests: others(event.attendees).length,
    response: ownResponse(event),
    color: EVENT_COLORS[event.colorId - 1],
    status: event.status,
  };
}

/** Why its reader cannot change an event, as the service tells it of each occurrence; null where they can. */
function readOnlyOf({ eventType = 'default', organizer, guestsCanModify, locked }, calendar) {
  if (!calendar?.writable) {
    return 'calendar';
  }
  if (eventType !== 'default') {
    return 'kind';
  }
  if (organizer && !organizer.self && !guestsCanModify) {
    return 'guest';
  }
  return locked ? 'locked' : null;
}

// Google's colours of single events by colorId, 1 to 11 (Colors API); none: the calendar's.
const EVENT_COLORS = [
  '#a4bdfc', '#7ae7bf', '#dbadff', '#ff887c', '#fbd75b', '#ffb878', '#46d6db', '#e1e1e1',
  '#5484ed', '#51b749', '#dc2127',
];

/** The occurrences of one window of time, by key, kept true by snapshots and by single changes. */
export class Occurrences {
  #window = { from: -Infinity, to: Infinity };
  #byKey = new Map();

  /** Everything in a window at once. */
  replace({ from, to }, occurrences) {
    this.#window = { from: Date.parse(from), to: Date.parse(to) };
    this.#byKey = new Map(
      occurrences
        .map((each) => ({ ...each, start: sameForm(each.start), end: sameForm(each.end) }))
        .map((each) => [keyOf(each), each]),
    );
  }

  /** A change of an event that does not recur; answers the key of what it touched. */
  apply({ type, calendarId, eventId, event }, calendar) {
    const key = keyOf({ calendarId, eventId });
    const gone = type.startsWith('calsync.event.deleted') || !event;
    const known = calendar ?? { writable: this.#byKey.get(key)?.editable };
    const now = gone ? null : occurrenceOf(calendarId, event, known);
    if (now && this.#holds(now)) {
      this.#byKey.set(key, now);
    } else {
      this.#byKey.delete(key);
    }
    return key;
  }

  /** Those a predicate lets through, by key. */
  where(predicate) {
    return new Map([...this.#byKey].filter(([, each]) => predicate(each)));
  }

  #holds({ start, end }) {
    const from = millisOf(start);
    return from < this.#window.to && Math.max(from + 1, millisOf(end)) > this.#window.from;
  }
}

/** What a person can see of an occurrence. */
export const SHOWN = [
  'calendarId', 'eventId', 'start', 'end', 'allDay', 'summary', 'etag', 'editable', 'color', 'status', 'pending',
  'location', 'response', 'guests', 'readOnlyBecause',
];

/** What to do to get from one set of occurrences to another, given what counts. */
export function difference(before, after, fields = [...SHOWN, 'seriesEtag']) {
  const removed = [...before.keys()].filter((key) => !after.has(key));
  const added = [];
  const updated = [];
  for (const [key, now] of after) {
    const then = before.get(key);
    if (!then) {
      added.push([key, now]);
    } else if (fields.some((field) => (then[field] ?? null) !== (now[field] ?? null))) {
      updated.push([key, now]);
    }
  }
  return { removed, added, updated };
}
