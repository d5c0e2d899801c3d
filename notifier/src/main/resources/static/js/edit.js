// An edit: what somebody wants of one event, the request that carries it, and its opposite. Pure.
//
// { id, kind, calendarId, eventId, seriesId, etag, scope, fields, base, sendUpdates, title, … }
//   kind: `create`, `change`, `delete`, `move`, `answer`, `join` (a series that was cut in two)
//   id: the command's; asking twice under one id changes nothing
//   etag: the version it is about, as its author saw it; null while that is not known yet
//   undoes, instead: of one that takes another back, that one's id, and the version that one was about
//   base: the fields as its author saw them, to tell later who changed what
//   key, shows: the occurrence it is about on this page, and how that looks meanwhile

import { seen } from './merge.js';

const COPIED = [
  'summary', 'description', 'location', 'start', 'end', 'recurrence', 'attendees', 'reminders', 'colorId',
  'transparency', 'visibility', 'guestsCanModify', 'guestsCanInviteOthers', 'guestsCanSeeOtherGuests', 'extendedProperties',
  'conferenceData', 'attachments',
];

/** A new command's id, a UUIDv7: ids of later edits are greater. */
export function newCommandId(now, random = crypto.getRandomValues(new Uint8Array(10))) {
  const bytes = [...random];
  bytes[0] = (bytes[0] & 0x0f) | 0x70;
  bytes[2] = (bytes[2] & 0x3f) | 0x80;
  const hex = now.toString(16).padStart(12, '0') + bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The id that Google's event gets from the command that creates it; the worker derives the same. */
export function eventIdOf(commandId) {
  return commandId.replaceAll('-', '');
}

/** The instances that share a master share a queue: one edit of them at a time. */
export function subjectOf({ seriesId, eventId }) {
  return seriesId ?? eventId;
}

/** The resource at Google that an edit changes: an event, an instance, or a series. */
export function resourceOf(edit) {
  return isWide(edit) ? subjectOf(edit) : edit.eventId;
}

/** Whether an edit is about more of a series than one instance. */
export function isWide({ scope }) {
  return scope === 'all' || scope === 'following';
}

/** Whether an edit takes an event to a calendar where, as far as is known, it has not come yet. */
export function isMoving({ kind, hasArrived }) {
  return kind === 'move' && !hasArrived;
}

/** Whether an edit made two series of one, `event` being what came of it: the second of them. */
export function isCut(edit, event) {
  return edit.kind === 'change' && edit.scope === 'following' && event?.id !== subjectOf(edit);
}

/** Whether the version that one edit made is the version a later edit is to name. */
export function makesVersionFor(done, later) {
  if (subjectOf(done) !== subjectOf(later)) {
    return false;
  }
  const sameResource = done.eventId === later.eventId && isWide(done) === isWide(later);
  const bothSeries = isWide(done) && isWide(later);
  return later.etag === null || sameResource || bothSeries || (isWide(done) && done.etag === later.etag);
}

/** The same edit of an event, or of a series, that has another id by now. */
export function renamed(edit, from, to) {
  const idOf = (id) => (id === from || id?.startsWith(`${from}_`) ? to + id.slice(from.length) : id);
  const occurrence = (each) => each && { ...each, eventId: idOf(each.eventId), recurringEventId: idOf(each.recurringEventId) };
  return {
    ...edit,
    eventId: idOf(edit.eventId),
    seriesId: idOf(edit.seriesId),
    key: edit.key.split('/').map(idOf).join('/'),
    seen: occurrence(edit.seen),
    shows: occurrence(edit.shows),
  };
}

/** The call that carries an edit: { method, path, etag, body }. */
export function requestOf(edit) {
  const { id: commandId, calendarId, eventId, etag, scope, sendUpdates = 'none' } = edit;
  const events = `/api/calendars/${encodeURIComponent(calendarId)}/events`;
  const movesAll = 'start' in (edit.fields ?? {}); // by as much as this instance
  const event = `${events}/${encodeURIComponent(scope === 'all' && !movesAll ? subjectOf(edit) : eventId)}`;
  const part = scope ? { scope } : {};
  switch (edit.kind) {
    case 'create':
      return { method: 'POST', path: events, body: { commandId, event: edit.fields, sendUpdates } };
    case 'change':
      return { method: 'PATCH', path: event + query(part), etag, body: { commandId, event: edit.fields, sendUpdates } };
    case 'delete':
      return { method: 'DELETE', path: event + query({ ...part, sendUpdates, commandId }), etag };
    case 'move':
      return { method: 'POST', path: `${event}/move`, etag, body: { commandId, destination: edit.destination, sendUpdates } };
    case 'answer':
      return {
        method: 'POST',
        path: `${event}/response${query(part)}`,
        etag,
        body: { commandId, response: edit.response, sendUpdates },
      };
    case 'join': {
      const { series, following, recurrence } = edit;
      const path = `${events}/${encodeURIComponent(series.id)}/join`;
      return { method: 'POST', path, etag: series.etag, body: { commandId, recurrence, following, sendUpdates } };
    }
    default:
      throw new Error(`edit: ${edit.kind}`);
  }
}

function query(parameters) {
  const text = new URLSearchParams(parameters).toString();
  return text && `?${text}`;
}

/**
 * What takes an edit back, once it was applied: an edit without id, about the version that came of
 * it (`event`, Google's answer) and, of a series that was cut in two, the version (`series`) that the
 * first half has since. Null where that cannot be done.
 */
export function inverse(edit, event, series = null) {
  const about = { ...edit, etag: event?.etag ?? null, shows: unmarked(edit.seen), seen: unmarked(edit.shows), undoes: edit.id, instead: edit.etag };
  switch (edit.kind) {
    case 'create':
      return { ...about, kind: 'delete', scope: edit.fields.recurrence ? 'all' : null, fields: {}, base: event ? seen(event) : {}, resource: null };
    case 'change':
      return isCut(edit, event) ? joined(edit, event, series, about) : changedBack(edit, about);
    case 'delete':
      return broughtBack(edit, event, { ...about, seen: about.shows });
    case 'move':
      return { ...about, calendarId: edit.destination, destination: edit.calendarId };
    case 'answer':
      return edit.before ? { ...about, response: edit.before, before: edit.response } : null;
    default:
      throw new Error(`edit: ${edit.kind}`);
  }
}

function joined(edit, event, series, about) {
  const recurrence = edit.base?.recurrence;
  if (series === null || !recurrence) {
    return null;
  }
  const following = { id: event.id, etag: event.etag };
  const first = { id: subjectOf(edit), etag: series };
  return { ...about, kind: 'join', series: first, following, recurrence, eventId: event.id, seriesId: event.id, scope: null, fields: {}, base: {} };
}

function changedBack(edit, about) {
  const whole = isWide(edit); // what follows the first instance is all
  const shifted = whole && 'start' in edit.fields ? ['recurrence'] : []; // a rule that names days goes along with them
  const parts = [...new Set([...Object.keys(edit.fields), ...shifted])];
  if (parts.some((part) => edit.base?.[part] === undefined)) {
    return null; // nobody knows any more what it was
  }
  const fields = Object.fromEntries(parts.map((part) => [part, edit.base[part]]));
  if (fields.start === null || fields.end === null) {
    return null;
  }
  return { ...about, eventId: whole ? subjectOf(edit) : edit.eventId, scope: whole ? 'all' : edit.scope, fields, base: edit.fields };
}

function broughtBack(edit, event, about) {
  if (edit.scope === 'following' && event) {
    const recurrence = edit.base?.recurrence;
    return recurrence ? { ...about, kind: 'change', scope: 'all', eventId: subjectOf(edit), fields: { recurrence }, base: {} } : null;
  }
  if (!edit.resource) {
    return null;
  }
  const { recurrence, ...fields } = copied(edit.resource);
  if (edit.scope === 'this') {
    return { ...about, kind: 'change', fields: { ...fields, status: statusOf(edit.resource) }, base: {} };
  }
  if (edit.resource.organizer && !edit.resource.organizer.self) {
    return null; // it would be another event beside the one that its organizer has
  }
  const shows = { ...about.shows, recurringEventId: null, originalStart: null };
  const made = { ...fields, status: statusOf(edit.resource), ...(recurrence ? { recurrence } : {}) };
  return { ...about, kind: 'create', etag: null, scope: null, seriesId: null, fields: made, base: {}, shows };
}

/** An event comes back as sure as it was. */
function statusOf({ status }) {
  return status === 'tentative' ? status : 'confirmed';
}

/** What of a resource makes another like it. */
function copied(resource) {
  return Object.fromEntries(COPIED.filter((part) => resource[part] !== undefined).map((part) => [part, resource[part]]));
}

/** An occurrence, without how true it was. */
function unmarked(occurrence) {
  return occurrence && { ...occurrence, pending: null };
}
