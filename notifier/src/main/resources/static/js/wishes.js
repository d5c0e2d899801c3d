// What somebody wants done to an event, made into edits: what has to be asked is asked here, before
// anything is sent: how much of a series is meant, and whether guests are to be mailed.

import { isWide, subjectOf } from './edit.js';
import { addressesOf, attendeesOf, changedAlike, others, ownResponse } from './guests.js';
import { seen } from './merge.js';
import { formTimes, googleTimes, localZone } from './moments.js';
import { keyOf, titleOf } from './occurrences.js';
import { recall, remember } from './preferences.js';
import { askToMail, choose } from './question.js';
import { linesOf, repeatChoices, repeatOf } from './recurrence.js';
import { NOWHERE_TO_WRITE } from './refusals.js';
import { asDescription, plainText } from './text.js';

const PATIENCE = 4_000; // for what is good to know before an edit
const NO = { value: 'no', words: 'Cancel' };
const UNREAD = [['none', 'Not known just now']];
const SCOPES = [
  { value: 'this', words: 'This event' },
  { value: 'following', words: 'This and following events' },
  { value: 'all', words: 'All events' },
];

/** What comes of a wish: it is made, or not, and then there may be something to say about that. */
const GIVEN_UP = { made: false, why: null };
const outcome = (why) => ({ made: why === null, why });

export class Wishes {
  #deleting = new Set(); // keys of what is just being asked about

  /**
   * @param lists the calendars there are
   * @param editor where an event is written
   * @param edits where what is wanted is made
   * @param readEvent (calendarId, eventId, signal) → promise of Google's resource
   */
  constructor({ lists, editor, edits, readEvent }) {
    Object.assign(this, { lists, editor, edits, readEvent });
  }

  /** Whether there is a calendar to write an event to. */
  get hasRoom() {
    return this.#writable().length > 0;
  }

  /** Writes a new event, at these times. */
  async create(times) {
    const calendars = this.#writable();
    if (calendars.length === 0) {
      this.edits.say(NOWHERE_TO_WRITE);
      return;
    }
    const usual = [recall('calendar', null), calendars.find(({ primary }) => primary)?.id, calendars[0].id];
    const calendarId = usual.find((id) => calendars.some((each) => each.id === id));
    const values = { ...formTimes(times), summary: '', location: '', description: '', guests: '', repeat: 'none', calendarId };
    await this.#written({ values, calendars, repeats: repeatChoices(null), zone: localZone() }, async (wanted) => {
      remember('calendar', wanted.calendarId);
      const { attendees } = attendeesOf(wanted.guests, []);
      const sendUpdates = await this.#mail('Invite the guests by e-mail?', attendees.length, wanted.summary);
      return sendUpdates ? outcome(this.edits.make(creation(wanted, attendees, sendUpdates))) : GIVEN_UP;
    });
  }

  /** Has something written and made; what comes to nothing on the way is not lost: it is in the editor again. */
  async #written(form, make) {
    let wanted = await this.editor.open(form);
    while (wanted) {
      const { made, why } = await make(wanted);
      wanted = made ? null : await this.editor.open({ ...form, written: wanted, why });
    }
  }

  /** Says why something could not be made, where nothing is being written; answers whether it was. */
  #told({ made, why }) {
    if (why) {
      this.edits.say(why);
    }
    return made;
  }

  /** Changes an event in the editor. */
  async edit(occurrence) {
    const known = await this.#known(occurrence);
    if (this.editor.isOpen) {
      return; // somebody who was faster than the network writes something else by now
    }
    const resource = known.event ?? asResource(occurrence);
    const lines = known.series?.recurrence ?? resource.recurrence;
    const form = {
      values: valuesOf(occurrence, resource, lines),
      calendars: this.#writable().filter(({ accountId }) => accountId === this.lists.calendar(occurrence.calendarId)?.accountId),
      repeats: known.event && (known.series || !occurrence.recurringEventId) ? repeatChoices(lines) : UNREAD,
      zone: localZone(),
      known: Boolean(known.event),
      description: resource.description,
      ready: known.series || !occurrence.recurringEventId ? null : async () => (known.series ??= await this.#series(occurrence)), // it may be there by now
    };
    await this.#written(form, (wanted) => this.#edited(occurrence, known, wanted, resource, lines));
  }

  async #edited(occurrence, known, wanted, resource, lines) {
    const times = timesWanted(occurrence, wanted);
    const zone = zoneOf(known, this.lists.calendar(occurrence.calendarId));
    const fields = fieldsOf(wanted, times, resource, lines, zone);
    const destination = wanted.changed.has('calendarId') ? wanted.calendarId : null;
    if (Object.keys(fields).length === 0 && !destination) {
      return outcome(null); // there is nothing to make
    }
    const scopes = destination ? ['all'] : fields.recurrence !== undefined ? ['following', 'all'] : null;
    const { summary, location, description } = { ...wordsOf(occurrence), ...fields }; // as Google spells what was not touched
    const shows = { ...times, summary: summary || null, location, description };
    const fieldsFor = (about) => // of a series others may be invited than to this instance of it
      fields.attendees && isWide(about) ? { ...fields, attendees: changedAlike(known.series.attendees, resource.attendees, fields.attendees) } : fields;
    return this.#make(occurrence, known, 'Change', { scopes, attendees: fields.attendees }, (about) => [
      ...(Object.keys(fields).length > 0 ? [{ ...about, kind: 'change', fields: fieldsFor(about), shows }] : []),
      ...(destination ? [movement(about, destination, shows)] : []),
    ]);
  }

  /** Moves or stretches an event; `revert` is called when that is not meant after all. */
  async moved(occurrence, times, revert) {
    const known = await this.#known(occurrence);
    const fields = googleTimes(times, zoneOf(known, this.lists.calendar(occurrence.calendarId)), known.latest?.end?.timeZone);
    const shows = { ...times, summary: occurrence.summary };
    const made = await this.#make(occurrence, known, 'Move', {}, (about) => [{ ...about, kind: 'change', fields, shows }]);
    if (!this.#told(made)) {
      revert();
    }
  }

  /** Deletes an event. */
  async remove(occurrence) {
    const key = keyOf(occurrence);
    if (this.#deleting.has(key)) {
      return; // pressed twice
    }
    this.#deleting.add(key);
    try {
      const known = await this.#known(occurrence);
      const made = await this.#make(occurrence, known, 'Delete', {}, (about) => {
        const resource = isWide(about) ? known.series : (known.latest ?? null);
        return [{ ...about, kind: 'delete', fields: {}, resource, shows: null }];
      });
      this.#told(made);
    } finally {
      this.#deleting.delete(key);
    }
  }

  /** Answers an invitation. */
  async answer(occurrence, response, before) {
    const known = await this.#known(occurrence);
    const made = await this.#make(occurrence, known, 'Answer', { scopes: ['this', 'all'], mails: false }, (about) => [
      { ...about, kind: 'answer', response, before: isWide(about) ? ownResponse(known.series) : before, fields: {}, shows: { ...occurrence, response } },
    ]);
    this.#told(made);
  }

  async #make(occurrence, known, verb, { scopes, attendees, mails = true }, editsOf) {
    const possible = scopesOf(occurrence, known, scopes);
    if (possible.length === 0) {
      return outcome('The series could not be read just now, and this can be done to a series only. Try again in a moment.');
    }
    const scope = occurrence.recurringEventId ? await this.#scope(occurrence, known, verb, possible) : null;
    if (scope === 'no') {
      return GIVEN_UP;
    }
    const invited = Math.max(others(attendees ?? known.latest?.attendees).length, occurrence.guests ?? 0);
    const sendUpdates = mails ? await this.#mail(`${verb} it, and tell the guests by e-mail?`, invited, occurrence.summary) : 'none';
    if (!sendUpdates) {
      return GIVEN_UP;
    }
    const { calendarId, eventId, recurringEventId: seriesId, originalStart } = occurrence;
    const wide = isWide({ scope });
    const why = this.edits.make(...editsOf({
      calendarId,
      eventId,
      seriesId,
      originalStart: originalStart ?? occurrence.start,
      scope,
      sendUpdates,
      etag: wide ? (occurrence.seriesEtag ?? '""') : occurrence.etag,
      base: wide ? seriesAsSeen(occurrence, known) : known.event ? seen(known.event) : asResource(occurrence),
      title: titleOf(occurrence),
      key: keyOf(occurrence),
      seen: occurrence,
    }));
    return outcome(why);
  }

  /** Which of the possible parts of a series is meant; `no` when none is. */
  async #scope(occurrence, { series }, verb, possible) {
    const lines = [
      series ? null : 'The series could not be read just now, so only this event can be meant.',
      possible.every(({ value }) => value === 'all') ? 'Only a whole series can be moved to another calendar.' : null,
    ].filter(Boolean);
    const answers = possible.map((each, at) => ({ ...each, look: at === 0 ? 'primary' : '' }));
    return choose({ title: `${verb} a repeating event: “${titleOf(occurrence)}”`, lines, answers: [...answers, NO] });
  }

  /** Whether to mail: `all` or `none`, and null when nothing is to be done at all. */
  async #mail(title, invited, summary) {
    if (invited === 0) {
      return 'none';
    }
    const guests = invited === 1 ? 'One guest is' : `${invited} guests are`;
    return askToMail(title, [`${guests} invited to “${titleOf({ summary, editable: true })}”.`]);
  }

  /**
   * What the service holds of it, with our own edits that are on their way: `latest`, `event` where nothing
   * is in it that was not on screen, and its `series`, which is read before: what has changed in between is not taken for seen.
   */
  async #known(occurrence) {
    const { calendarId, eventId } = occurrence;
    const signal = AbortSignal.timeout(PATIENCE);
    const series = await this.#series(occurrence, signal);
    const latest = await this.#held(calendarId, eventId, signal);
    return { latest, event: latest && this.edits.isSeen(latest.etag, occurrence) ? latest : null, series };
  }

  #series({ calendarId, recurringEventId }, signal = AbortSignal.timeout(PATIENCE)) {
    return this.#held(calendarId, recurringEventId, signal);
  }

  async #held(calendarId, id, signal) {
    try {
      return id ? this.edits.over(await this.readEvent(calendarId, id, signal), calendarId) : null;
    } catch {
      return null; // not there, or not to be had that soon
    }
  }

  #writable() {
    return this.lists.calendars.filter(({ writable, health }) => writable && !['ACCESS_LOST', 'NEEDS_REAUTHORIZATION'].includes(health?.state));
  }
}

/** The parts of a series that can be meant, of those that make sense; of what is no series, all the same. */
function scopesOf({ recurringEventId }, { series }, wanted = null) {
  const isPossible = (value) => series || !recurringEventId || value === 'this';
  return SCOPES.filter(({ value }) => isPossible(value) && (wanted?.includes(value) ?? true));
}

/** What to send of what was written: what its author touched, and nothing that only the form spells otherwise. */
function fieldsOf({ changed, repeat, guests, ...texts }, times, resource, lines, zone) {
  const words = ['summary', 'location', 'description'].filter((name) => changed.has(name));
  const repeats = changed.has('repeat');
  const invited = changed.has('guests') ? attendeesOf(guests, resource.attendees) : { changed: false };
  return {
    ...Object.fromEntries(words.map((name) => [name, spelled(name, texts[name])])),
    ...(repeats || changed.has('times') ? googleTimes(times, zone, resource.end?.timeZone) : {}),
    ...(invited.changed ? { attendees: invited.attendees } : {}),
    ...(repeats ? { recurrence: linesOf(repeat, lines) } : {}),
  };
}

function spelled(name, text) {
  return name === 'description' ? asDescription(text) : text;
}

function creation({ times, summary, location, description: written, repeat, calendarId }, attendees, sendUpdates) {
  const recurrence = linesOf(repeat, null);
  const description = asDescription(written);
  const fields = {
    ...(summary ? { summary } : {}),
    ...googleTimes(times, localZone()),
    ...(location ? { location } : {}),
    ...(description ? { description } : {}),
    ...(attendees.length > 0 ? { attendees } : {}),
    ...(recurrence ? { recurrence } : {}),
  };
  const shows = { calendarId, recurringEventId: null, originalStart: null, ...times, summary: summary || null, location, description, editable: true, guests: attendees.length };
  return { kind: 'create', calendarId, seriesId: null, etag: null, scope: null, fields, base: {}, sendUpdates, title: titleOf(shows), shows };
}

/** To another calendar goes a whole event, or a whole series. */
function movement(about, destination, shows) {
  const seriesId = about.seriesId;
  return { ...about, kind: 'move', eventId: subjectOf(about), scope: seriesId ? 'all' : null, destination, fields: {}, shows: { ...about.seen, ...shows } };
}

/** As much of Google's resource as an occurrence tells. */
function asResource(occurrence) {
  return { ...wordsOf(occurrence), ...googleTimes(occurrence) };
}

/** The series as its author saw it; where that is another version than there is by now, no more than an instance of it tells. */
function seriesAsSeen(occurrence, { series }) {
  if (series?.etag === occurrence.seriesEtag) {
    return seen(series);
  }
  return occurrence.etag === occurrence.seriesEtag ? wordsOf(occurrence) : {};
}

/** What an instance has in common with its series. */
function wordsOf({ summary = null, location = null, description = null }) {
  return { summary, location, description };
}

/** When it is to be. What was not touched stays to the second, and in the hour that a clock shows twice. */
function timesWanted(occurrence, { changed, times }) {
  if (changed.has('allDay') || !occurrence.end) {
    return times;
  }
  const start = changed.has('startDay') || changed.has('startClock') ? times.start : occurrence.start;
  const end = changed.has('endDay') || changed.has('endClock') ? times.end : occurrence.end;
  return { start, end, allDay: occurrence.allDay };
}

function valuesOf(occurrence, resource, lines) {
  return {
    ...formTimes(occurrence),
    summary: occurrence.summary ?? '',
    location: resource.location ?? '',
    description: plainText(resource.description),
    guests: addressesOf(resource.attendees),
    repeat: repeatOf(lines),
    calendarId: occurrence.calendarId,
  };
}

/** The zone that an event is in. While nothing is known of it none is named, and it stays in the one that it is in. */
function zoneOf({ latest, series }, calendar) {
  if (!latest && !series) {
    return undefined;
  }
  return latest?.start?.timeZone ?? series?.start?.timeZone ?? calendar?.timeZone ?? localZone();
}
