// One event, in full, in a dialog.

import { Problem } from './api.js';
import { byId, closesFromBeside, element, fill, icon, linkOut, released, whenClosed } from './dom.js';
import { paint } from './colors.js';
import { actionsOf } from './details-actions.js';
import { titleOf } from './occurrences.js';
import { ruleText } from './recurrence.js';
import { googleAddress, plainText, webAddress, withLinks } from './text.js';
import { ago, whenText } from './time.js';

const ANSWERS = { accepted: 'yes', declined: 'no', tentative: 'maybe', needsAction: 'no answer yet' };
const FEW = 6;

export class Details {
  #dialog = byId('details');
  #occurrence = null;
  #event = null; // Google's resource of it, as far as it was read
  #request = 0;
  #latest = null; // how to find what is shown, while something is pressed in it

  /**
   * @param fetchEvent (calendarId, eventId) → promise of Google's resource
   * @param calendarOf calendarId → the calendar
   * @param originOf an occurrence → where its last change came from, { where, at }, or null
   * @param wishes what can be done to an event
   * @param keys whether keys are short cuts
   */
  constructor({ locale, fetchEvent, calendarOf, originOf, wishes, keys }) {
    Object.assign(this, { locale, fetchEvent, calendarOf, originOf, wishes, keys });
    byId('details-close').addEventListener('click', () => this.close());
    closesFromBeside(this.#dialog);
    whenClosed(this.#dialog, () => (this.#occurrence = null));
    this.#dialog.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Opens it for an occurrence. */
  open(occurrence) {
    this.#draw(occurrence, null);
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
    byId('details-title').focus();
    this.#load(occurrence);
  }

  close() {
    this.#dialog.close();
  }

  /** Browsers tell late that it was closed. */
  #isShown() {
    return this.#occurrence !== null && this.#dialog.open;
  }

  /** What is shown may have changed: `find` answers the occurrence as it is now, or nothing. */
  async refresh(find) {
    const waits = this.#latest !== null;
    this.#latest = find;
    if (waits) {
      return;
    }
    await released(this.#dialog);
    const latest = this.#latest;
    this.#latest = null;
    if (!this.#isShown()) {
      return;
    }
    const now = latest(this.#occurrence);
    if (!now) {
      this.#note('This event is no longer on the calendar.');
    } else if (now.etag !== this.#occurrence.etag || now.start !== this.#occurrence.start) {
      this.#redraw(now);
      this.#note(now.pending ? '' : `Changed ${this.originOf(now)?.where ?? ''} while you were looking.`.replace('  ', ' '));
      this.#load(now);
    } else if (now.pending !== this.#occurrence.pending || now.response !== this.#occurrence.response) {
      this.#redraw(now);
      this.#note('');
      this.#load(now);
    } else {
      this.#occurrence = now; // its series may have another version
    }
  }

  /** What was read of it stays until the rest is read again: whoever is on a link keeps it. */
  #redraw(occurrence) {
    this.#draw(occurrence, this.#event);
    this.#dialog.setAttribute('aria-busy', '');
  }

  async #load(occurrence) {
    const request = ++this.#request;
    if (!occurrence.etag) {
      return; // it is not at Google yet
    }
    const current = () => request === this.#request && this.#isShown();
    try {
      const [event, rule] = await Promise.all([this.#find(occurrence), this.#ruleOf(occurrence)]);
      event.recurrence ??= rule;
      await released(this.#dialog);
      if (current()) {
        this.#draw(this.#occurrence, event); // a snapshot may have brought it once more
      }
    } catch (error) {
      await released(this.#dialog);
      if (current() && !error.signedOut) {
        this.#draw(this.#occurrence, null);
        this.#note('The rest of this event could not be loaded.');
      }
    }
  }

  /** How its series repeats, which an instance does not tell. */
  async #ruleOf({ calendarId, recurringEventId }) {
    const series = recurringEventId ? await this.fetchEvent(calendarId, recurringEventId).catch(() => null) : null;
    return series?.recurrence;
  }

  /** An instance of a series has no resource of its own unless it is an exception. */
  async #find({ calendarId, eventId, recurringEventId }) {
    try {
      return await this.fetchEvent(calendarId, eventId);
    } catch (error) {
      if (!(error instanceof Problem && error.status === 404 && recurringEventId)) {
        throw error;
      }
      return this.fetchEvent(calendarId, recurringEventId);
    }
  }

  #draw(occurrence, event) {
    this.#occurrence = occurrence;
    this.#event = event;
    const calendar = this.calendarOf(occurrence.calendarId);
    byId('details-title').textContent = titleOf(occurrence);
    paint(byId('details-swatch'), occurrence.color ?? calendar?.color);
    if (!event) {
      this.#note('');
    }
    fill(byId('details-body'), ...this.#rows(occurrence, event ?? {}));
    fill(byId('details-actions'), ...actionsOf(occurrence, event, calendar, this.#does()));
    fill(byId('details-foot'), ...footer(calendar, event));
    this.#dialog.toggleAttribute('aria-busy', !event);
  }

  /** About the event as it is when a button is pressed: a button may be older than what is shown. */
  #does() {
    const closing = (wish) => {
      const occurrence = this.#occurrence;
      this.close();
      return wish(occurrence);
    };
    return {
      answer: (response, before) => this.wishes.answer(this.#occurrence, response, before),
      edit: () => closing((occurrence) => this.wishes.edit(occurrence)),
      remove: () => closing((occurrence) => this.wishes.remove(occurrence)),
    };
  }

  #key({ key, ctrlKey, metaKey, altKey, target }) {
    const does = { e: 'edit', Delete: 'remove', Backspace: 'remove' }[key];
    const plain = !(ctrlKey || metaKey || altKey) && !target.closest('input, textarea, select');
    if (does && plain && this.keys() && this.#occurrence?.editable) {
      this.#does()[does]();
    }
  }

  #rows(occurrence, event) {
    const series = occurrence.recurringEventId || event.recurrence;
    const origin = this.originOf(occurrence);
    const meeting = webAddress(event.hangoutLink ?? videoOf(event) ?? '', ['https:']);
    return [
      row('when', 'When', whenText(occurrence, this.locale), zoneNote(occurrence)),
      series ? row('repeat', 'Repeats', repeats(event.recurrence)) : null,
      meeting ? row('video', 'Video call', linkOut(meeting, new URL(meeting).host + new URL(meeting).pathname)) : null,
      ...dialledIn(event).map((line) => row('video', 'By phone', line)),
      event.location ? row('where', 'Where', ...linked(event.location)) : null,
      event.attendees?.length ? row('people', 'Guests', guests(event.attendees)) : null,
      event.description ? row('text', 'Description', ...linked(plainText(event.description))) : null,
      event.attachments?.length ? row('text', 'Attachments', attached(event.attachments)) : null,
      origin ? row('syncing', 'Last change', `Changed ${origin.where}`, element('span', { class: 'aside' }, ago(origin.at, Date.now()))) : null,
    ].filter(Boolean);
  }

  #note(text) {
    const note = byId('details-note');
    note.textContent = text;
    note.hidden = !text;
  }
}

function row(drawing, name, ...content) {
  return element(
    'div',
    { class: `row ${drawing}` },
    icon(drawing),
    element('span', { class: 'unseen' }, `${name}: `),
    element('div', { class: 'row-content' }, ...content),
  );
}

/** An instance that was changed by itself does not tell how its series repeats. */
function repeats(lines) {
  return lines ? ruleText(lines) : 'Part of a recurring series';
}

function zoneNote({ allDay }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return allDay ? null : element('span', { class: 'aside' }, zone.replaceAll('_', ' '));
}

function linked(text) {
  return withLinks(text).map(({ text: shown, href }) => (href ? linkOut(href, shown) : shown));
}

function videoOf({ conferenceData }) {
  return conferenceData?.entryPoints?.find(({ entryPointType }) => entryPointType === 'video')?.uri;
}

/** The numbers by which a call can be joined without the web, as Google words them. */
function dialledIn({ conferenceData }) {
  const phones = (conferenceData?.entryPoints ?? []).filter(({ entryPointType }) => entryPointType === 'phone');
  return phones.map(({ label, uri, pin }) => `${label ?? uri?.replace('tel:', '') ?? ''}${pin ? `, PIN ${pin}` : ''}`);
}

function attached(files) {
  const links = files.map(({ title, fileUrl }) => {
    const href = webAddress(fileUrl ?? '', ['https:']);
    return element('li', {}, href ? linkOut(href, title ?? href) : (title ?? ''));
  });
  return element('ul', { class: 'guests' }, ...links);
}

function guests(attendees) {
  const people = attendees.filter(({ resource }) => !resource).map(guest);
  const list = element('ul', { class: 'guests' }, ...people.slice(0, FEW));
  if (people.length <= FEW + 1) {
    list.append(...people.slice(FEW));
    return list;
  }
  const rest = element('ul', { class: 'guests' }, ...people.slice(FEW));
  const more = element('details', {}, element('summary', {}, `${people.length - FEW} more`), rest);
  return element('div', {}, list, more);
}

function guest({ displayName, email, responseStatus, organizer, optional, self }) {
  const roles = [organizer && 'organizer', optional && 'optional', ANSWERS[responseStatus]];
  return element(
    'li',
    { 'data-answer': responseStatus },
    element('span', {}, self ? 'You' : (displayName ?? email ?? 'Somebody')),
    element('span', { class: 'aside' }, roles.filter(Boolean).join(', ')),
  );
}

function footer(calendar, event) {
  const address = googleAddress(event?.htmlLink ?? '');
  return [
    element('span', {}, calendar?.summary ?? ''),
    ...(address ? [linkOut(address, 'Open in Google Calendar', icon('out'))] : []),
  ];
}
