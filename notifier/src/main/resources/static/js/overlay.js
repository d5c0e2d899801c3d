// The one place where edits that are not yet confirmed lie on top of what is. Pure.
//
// What the feed and the snapshots say is never touched. Whoever wants to draw takes it, puts the
// edits on their way on top, in order, and marks what they changed; when an edit is done or refused
// it is left out, and what is true shows again.

import { isMoving, isWide, resourceOf, subjectOf } from './edit.js';
import { googleTimes, shifted } from './moments.js';
import { keyOf } from './occurrences.js';
import { googleTime, millisOf } from './time.js';

/** What begins a series of its own, or moves with its series, has another id then, and takes no edit before that is known. */
const NAMELESS = { editable: false, readOnlyBecause: 'saving' };

const LAYERS = {
  create(shown, edit, pending) {
    const occurrence = { ...edit.shows, pending };
    shown.set(keyOf(occurrence), occurrence);
  },
  change(shown, edit, pending) {
    for (const [key, occurrence] of meant(shown, edit)) {
      const other = key !== edit.key;
      const looks = other ? { ...wordsOf(edit.shows), ...timesOf(shifted(occurrence, edit.seen, edit.shows)) } : edit.shows;
      shown.set(key, { ...occurrence, ...looks, ...(renames(edit) ? NAMELESS : {}), pending });
    }
  },
  delete(shown, edit) {
    for (const [key] of meant(shown, edit, true)) {
      shown.delete(key);
    }
  },
  move(shown, edit, pending) {
    const left = { ...edit.shows, calendarId: edit.destination, pending };
    if (isMoving(edit) && edit.state === 'applied' && !edit.seriesId && !shown.has(edit.key) && !shown.has(keyOf(left))) {
      shown.set(keyOf(left), left); // it is gone from the one calendar, and the other was not read yet
    }
    for (const [key, occurrence] of meant(shown, edit)) {
      const moved = { ...occurrence, calendarId: edit.destination, pending };
      shown.delete(key);
      shown.set(keyOf(moved), moved);
    }
  },
  join(shown, edit, pending) {
    for (const [key, occurrence] of [...shown].filter(([, { recurringEventId }]) => recurringEventId === edit.seriesId)) {
      shown.set(key, { ...occurrence, ...NAMELESS, pending });
    }
  },
  answer(shown, edit, pending) {
    for (const [key, occurrence] of meant(shown, edit)) {
      shown.set(key, { ...occurrence, response: edit.response, pending });
    }
  },
};

/** What is held, with the edits on their way on top, in their order; `isStuck` when nothing can be sent for now, `isBlocked` tells of one whether its author has to decide first. */
export function overlaid(held, edits, isStuck, isBlocked = () => false) {
  if (edits.length === 0) {
    return held;
  }
  const shown = new Map(held);
  edits.filter(({ state, withdrawn }) => state !== 'conflict' && !withdrawn).forEach((edit) => LAYERS[edit.kind](shown, edit, markOf(edit, isStuck, isBlocked)));
  return shown;
}

/**
 * Google's resource with the edits of it that are on their way, as if they were done; an instance without
 * changes of its own takes the words of its series along.
 */
export function written(resource, calendarId, edits) {
  return edits
    .filter((edit) => edit.kind === 'change' && edit.calendarId === calendarId && edit.state !== 'conflict' && !edit.withdrawn)
    .reduce((made, edit) => ({ ...made, ...partsFor(resource, edit) }), resource);
}

function partsFor(resource, edit) {
  const { id, recurringEventId, etag, originalStartTime } = resource;
  if (resourceOf(edit) === id) {
    const isThere = edit.state === 'applied' && edit.etag !== etag;
    const isOther = edit.scope === 'following'; // what is cut off is another series
    return isThere || isOther ? {} : { ...edit.fields, ...(edit.eventId === id ? {} : movedAlong(resource, edit)) };
  }
  const isMeant = isWide(edit) && subjectOf(edit) === recurringEventId && etag === edit.etag;
  const isBefore = edit.scope === 'following' && millisOf(googleTime(originalStartTime)) < millisOf(edit.originalStart);
  const { attendees } = edit.fields;
  return isMeant && !isBefore ? { ...wordsOf(edit.fields), ...(attendees ? { attendees } : {}), ...movedAlong(resource, edit) } : {};
}

/** The times of a series, or of another instance, once all moves by as much as the one that was touched. */
function movedAlong({ start, end }, edit) {
  if (!('start' in edit.fields)) {
    return {};
  }
  const [from, to] = [googleTime(start), googleTime(end)];
  const times = shifted({ start: from, end: to, allDay: Boolean(start?.date) }, edit.seen, edit.shows);
  return from && to ? googleTimes(times, start.timeZone, end.timeZone) : {};
}

/** How true it is: `waiting` for a connection, `deciding` while its author has to, `saving` at Google, or null where it is done. */
function markOf(edit, isStuck, isBlocked) {
  const { state } = edit;
  if (state === 'applied') {
    return null;
  }
  if (isBlocked(edit)) {
    return 'deciding';
  }
  return state === 'waiting' && isStuck ? 'waiting' : 'saving';
}

/**
 * The occurrences an edit is about. A change leaves alone what Google leaves alone: an instance
 * that somebody has changed by itself, which has a version of its own.
 */
function meant(shown, edit, evenIfOwn = false) {
  if (!isWide(edit)) {
    const own = shown.get(edit.key);
    return own ? [[edit.key, own]] : [];
  }
  const from = edit.scope === 'following' ? millisOf(edit.originalStart) : -Infinity;
  return [...shown].filter(
    ([key, each]) =>
      key === edit.key ||
      (each.calendarId === edit.calendarId &&
        each.recurringEventId === subjectOf(edit) &&
        millisOf(each.originalStart ?? each.start) >= from &&
        (evenIfOwn || each.etag === edit.etag)),
  );
}

function renames({ scope, seen, shows }) {
  return scope === 'following' || (scope === 'all' && seen?.start !== shows?.start);
}

function wordsOf({ summary, location, description }) {
  return Object.fromEntries(Object.entries({ summary, location, description }).filter(([, value]) => value !== undefined));
}

function timesOf({ start, end, allDay }) {
  return { start, end, allDay };
}
