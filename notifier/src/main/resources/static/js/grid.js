// The calendar itself: FullCalendar, told only what differs.

import { difference, titleOf } from './occurrences.js';
import { paint } from './colors.js';
import { dayListClosed, dayListOpened, isDayList, isListed, staysBehind } from './day-list.js';
import { dayOf } from './moments.js';
import { recallDate, rememberDate } from './preferences.js';
import { firstDayOfWeek, whenText } from './time.js';
import { clockFormat, nameOf, stepOf, viewOf, whenPhone } from './views.js';
import { isElsewhere } from './zone.js';

const FLASH = 2_600;
const PENDING = { waiting: 'not saved yet: it waits for a connection', deciding: 'not saved yet: it waits for your decision', saving: 'being saved' };
const MANY = 150; // differences; from here on giving it everything anew is cheaper

export class Grid {
  #calendar;
  #drawn = new Map(); // what FullCalendar holds, by key
  #elements = new Map(); // the elements of an occurrence on screen, by key
  #flashing = new Map(); // when a flash ends, by key
  #inHand = []; // keys of what was dropped, while it is not known yet what becomes of it
  #closing = false; // the pointer went down to close a list of more events, and selects nothing

  /**
   * @param calendarOf calendarId → the calendar, for names and colours
   * @param moved called with (title, from, to, step) when another span of time is shown
   * @param opened called with (occurrence) when one is chosen
   * @param selected called with { start, end, allDay }, as dates, when a time is selected
   * @param dragged called with (occurrence, times, revert) when one was moved or stretched; answers a promise of its end
   */
  constructor({ element, view, locale, calendarOf, moved, opened, selected, dragged }) {
    Object.assign(this, { locale, calendarOf });
    this.#calendar = new FullCalendar.Calendar(element, {
      initialView: nameOf(view),
      initialDate: recallDate() ?? undefined,
      headerToolbar: false,
      height: '100%',
      locale,
      firstDay: firstDayOfWeek(locale),
      timeZone: 'local',
      nowIndicator: true,
      navLinks: true,
      dayMaxEvents: true,
      eventInteractive: true,
      selectable: true,
      selectMirror: true,
      eventResizableFromStart: true,
      forceEventDuration: true,
      dragScroll: true,
      displayEventEnd: false,
      scrollTime: '06:40:00',
      eventTimeFormat: clockFormat(locale),
      slotLabelFormat: clockFormat(locale),
      nextDayThreshold: '06:00:00', // a late evening is not a second day
      defaultRangeSeparator: ' – ',
      slotEventOverlap: false,
      eventMinHeight: 20,
      eventShortHeight: 34,
      allDayText: 'all day',
      buttonText: { close: 'Close' },
      noEventsText: 'Nothing planned in these two weeks',
      navLinkDayClick: (date) => this.show('day', date),
      views: {
        dayGridMonth: { dayHeaderFormat: { weekday: 'short' }, fixedWeekCount: false },
        threeDays: { type: 'timeGrid', duration: { days: 3 } },
        timeGrid: { dayHeaderContent: (day) => this.#dayHeader(day) },
        agenda: {
          type: 'list',
          duration: { days: 14 },
          displayEventEnd: true,
          listDayFormat: { weekday: 'long', day: 'numeric', month: 'long' },
          listDaySideFormat: false,
        },
      },
      events: (_, success) => success([...this.#drawn].map(inputOf)),
      datesSet: ({ view: shown }) => {
        const { currentStart, currentEnd } = shown;
        const now = new Date();
        rememberDate(now >= currentStart && now < currentEnd ? null : dayOf(+currentStart));
        moved(shown.title, shown.activeStart, shown.activeEnd, stepOf(shown.type));
      },
      eventClick: ({ event, jsEvent }) => {
        jsEvent.preventDefault();
        opened(event.extendedProps.occurrence);
      },
      longPressDelay: 400,
      select: (selection) => {
        this.#calendar.unselect();
        if (!this.#closing) {
          selected(selection);
        }
      },
      eventDrop: (drop) => this.#dropped(drop, dragged, true),
      eventResize: (drop) => this.#dropped(drop, dragged),
      eventDidMount: ({ el, event }) => this.#mounted(el, event),
      dayCellDidMount: ({ el }) => dayMounted(el),
      dayCellWillUnmount: ({ el }) => isDayList(el) && dayListClosed(el),
      viewDidMount: ({ el }) => el.querySelectorAll('.fc-scroller-liquid-absolute').forEach(reachable),
      moreLinkDidMount: ({ el }) => opensADialog(el),
      eventWillUnmount: ({ el, event }) => this.#elements.get(event.id)?.delete(el),
    });
    document.querySelectorAll('dialog').forEach(staysBehind);
    const look = () => (this.#closing = Boolean(element.querySelector('.fc-popover')));
    element.addEventListener('pointerdown', look, true);
  }

  /** Draws it for the first time. */
  start() {
    this.#calendar.render();
    whenPhone(() => this.show(this.view));
  }

  /** Which view is shown. */
  get view() {
    return viewOf(this.#calendar.view.type);
  }

  /** Shows a view, at a date if one is given. */
  show(view, date) {
    this.#calendar.changeView(nameOf(view), date);
  }

  /** Goes to another span of time: 'today', 'prev' or 'next'. */
  go(where) {
    this.#calendar[where]();
  }

  /** What is shown begins here; today, where that is in it. */
  get date() {
    const { activeStart, activeEnd } = this.#calendar.view;
    const now = new Date();
    return now >= activeStart && now < activeEnd ? now : activeStart;
  }

  /** The room for it changed. */
  fit() {
    this.#calendar.updateSize();
  }

  /** Draws these occurrences and no others; those in `flashing` are lit up for a moment. */
  draw(occurrences, flashing = []) {
    const until = performance.now() + FLASH;
    flashing.forEach((key) => this.#flashing.set(key, until));
    const { removed, added, updated } = difference(this.#drawn, occurrences);
    this.#drawn = occurrences;
    if (removed.length + added.length + updated.length > MANY) {
      this.#keepsFocus(() => this.#calendar.refetchEvents());
    } else {
      this.#calendar.batchRendering(() => {
        removed.forEach((key) => this.#calendar.getEventById(key)?.remove());
        added.forEach((entry) => this.#calendar.addEvent(inputOf(entry), true));
        updated.forEach((entry) => this.#update(...entry));
      });
    }
    flashing.forEach((key) => this.#elements.get(key)?.forEach((el) => this.#flash(el, until)));
  }

  /** What has the focus is made anew, too, and is to have it again. */
  #keepsFocus(redraw) {
    const { activeElement } = document;
    const [key] = [...this.#elements].find(([, elements]) => [...elements].some((el) => el.contains(activeElement))) ?? [];
    const wasListed = isListed(activeElement);
    redraw();
    if (key && !activeElement.isConnected) {
      const elements = [...(this.#elements.get(key) ?? [])];
      const el = elements.find((each) => isListed(each) === wasListed) ?? elements[0];
      controlOf(el)?.focus({ preventScroll: true });
    }
  }

  /** Paints everything again: names or colours of calendars changed. */
  repaint() {
    for (const [key, elements] of this.#elements) {
      const occurrence = this.#drawn.get(key);
      if (occurrence) {
        elements.forEach((el) => this.#paint(el, occurrence));
      }
    }
  }

  #update(key, occurrence) {
    const event = this.#calendar.getEventById(key);
    if (!event) {
      this.#calendar.addEvent(inputOf([key, occurrence]), true);
      return;
    }
    const { start, end, allDay, title, editable } = inputOf([key, occurrence]);
    event.setExtendedProp('occurrence', occurrence);
    if (!this.#inHand.includes(key)) {
      event.setProp('editable', true); // FullCalendar leaves what its reader may not drag where it is, whoever moves it
      event.setDates(start, end, { allDay });
    }
    event.setProp('title', title);
    event.setProp('editable', editable);
    this.#elements.get(key)?.forEach((el) => this.#paint(el, occurrence));
  }

  /** What was taken away while it was in somebody's hand stays away; where it was dropped by the clock of another zone says nothing. */
  #dropped({ event, revert }, dragged, whole = false) {
    if (this.#drawn.has(event.id) && isElsewhere()) {
      this.#putBack(event.id, revert);
    } else if (this.#drawn.has(event.id)) {
      const { occurrence } = event.extendedProps;
      const times = timesOf(event);
      const isMoment = whole && !times.allDay && !occurrence.allDay && occurrence.start === occurrence.end; // drawn as an hour
      const key = event.id;
      this.#inHand.push(key);
      const decided = dragged(occurrence, isMoment ? { ...times, end: times.start } : times, () => this.#putBack(key, revert));
      decided.finally(() => this.#inHand.splice(this.#inHand.indexOf(key), 1));
    } else {
      event.remove();
    }
  }

  /** Where it is now: what FullCalendar goes back to may have changed, or be gone, since the drag. */
  #putBack(key, revert) {
    revert();
    for (let each = this.#calendar.getEventById(key); each; each = this.#calendar.getEventById(key)) {
      each.remove(); // twice, where all was drawn anew meanwhile
    }
    const now = this.#drawn.get(key);
    if (now) {
      this.#calendar.addEvent(inputOf([key, now]), true);
    }
  }

  #mounted(el, event) {
    const { occurrence } = event.extendedProps;
    if (!occurrence || !event.id) {
      return;
    }
    if (!this.#elements.has(event.id)) {
      this.#elements.set(event.id, new Set());
    }
    this.#elements.get(event.id).add(el);
    el.dataset.eventId = occurrence.eventId;
    el.dataset.calendarId = occurrence.calendarId;
    this.#paint(el, occurrence);
    this.#flash(el, this.#flashing.get(event.id) ?? 0);
  }

  #paint(el, occurrence) {
    const calendar = this.calendarOf(occurrence.calendarId);
    paint(el, occurrence.color ?? calendar?.color);
    el.dataset.status = occurrence.status ?? '';
    el.dataset.pending = occurrence.pending ?? '';
    el.dataset.response = occurrence.response ?? '';
    const details = [whenText(occurrence, this.locale), calendar?.summary, PENDING[occurrence.pending]].filter(Boolean).join(', ');
    const control = controlOf(el);
    if (control) {
      opensADialog(control);
      control.setAttribute('aria-description', details);
    }
    el.title = `${titleOf(occurrence)}\n${details}`;
  }

  #flash(el, until) {
    const left = until - performance.now();
    if (left > 0) {
      el.classList.remove('flash');
      void el.offsetWidth; // so that a second change starts the light anew
      el.classList.add('flash');
      setTimeout(() => el.classList.remove('flash'), left);
    }
  }

  #dayHeader({ date, isToday }) {
    const made = document.createElement('span');
    made.className = isToday ? 'day-head today' : 'day-head';
    for (const field of [{ weekday: 'short' }, { day: 'numeric' }]) {
      const part = document.createElement('span');
      part.textContent = new Intl.DateTimeFormat(this.locale, field).format(date);
      made.append(part);
    }
    return { domNodes: [made] };
  }
}

function inputOf([key, occurrence]) {
  const { start, end, allDay, editable } = occurrence;
  return { id: key, start, end, allDay, editable, title: titleOf(occurrence), extendedProps: { occurrence } };
}

/** Where an event of FullCalendar's is now. */
function timesOf({ start, end, allDay }) {
  return { start: allDay ? dayOf(+start) : start.toISOString(), end: allDay ? dayOf(+end) : end.toISOString(), allDay };
}

function dayMounted(el) {
  if (isDayList(el)) {
    dayListOpened(el);
  } else {
    el.removeAttribute('aria-labelledby'); // its content says more
  }
}

function opensADialog(control) {
  control.setAttribute('role', 'button');
  control.setAttribute('aria-haspopup', 'dialog');
}

/** A day without an event has nothing else by which the keyboard could scroll its hours. */
function reachable(scroller) {
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'rowgroup'); // what can be focused in a grid has to be a part of it
  scroller.closest('tbody').setAttribute('role', 'presentation');
}

/** What of an event can be pressed; the agenda has rows. */
function controlOf(el) {
  return el?.tagName === 'A' ? el : el?.querySelector('a');
}
