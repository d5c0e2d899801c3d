// The calendar of somebody who is signed in: snapshots and stream in, picture out.

import { read } from './api.js';
import { Details } from './details.js';
import { byId } from './dom.js';
import { Feed } from './feed.js';
import { Grid } from './grid.js';
import { Lists } from './lists.js';
import { difference, keyOf, Occurrences } from './occurrences.js';
import { firstView, Shell } from './shell.js';
import { Sidebar } from './sidebar.js';
import { Snapshots } from './snapshots.js';
import { Announcer, ConnectionChip } from './status.js';
import { Stream } from './stream.js';

const DAY = 86_400_000;
const MARGIN = 35 * DAY; // fetched on both sides of what is visible, so that a step shows at once
const NEAR = 7 * DAY; // as close to the edge of what is loaded we fetch further, in the background
const WHILE_HOLDING = 4_000; // how often the progress of a resync is shown

export class Page {
  #occurrences = new Occurrences();
  #feed = null; // null until a snapshot is there to start from
  #loaded = null;
  #flashing = new Set(); // keys to light up with the next picture
  #series = new Set(); // series to light up when they have been expanded anew
  #drawing = false;
  #failing = false;
  #resets = 0; // since the last change
  #ended = false;

  constructor({ locale, signedOut }) {
    this.signedOut = signedOut;
    this.lists = new Lists({
      changed: (grown) => this.#listsChanged(grown),
      failed: (error) => this.#check(error),
    });
    const calendarOf = (id) => this.lists.calendar(id);
    this.shell = new Shell({
      go: (where) => this.grid.go(where),
      show: (view) => this.grid.show(view),
      resized: () => this.grid?.fit(),
    });
    this.grid = new Grid({
      element: byId('grid'),
      view: firstView(),
      locale,
      calendarOf,
      moved: (...shown) => this.#moved(...shown),
      opened: (occurrence) => this.details.open(occurrence),
    });
    this.details = new Details({
      locale,
      calendarOf,
      fetchEvent: (calendar, event) =>
        this.#asked(read(`/api/calendars/${encodeURIComponent(calendar)}/events/${encodeURIComponent(event)}`)),
    });
    this.sidebar = new Sidebar({
      root: byId('accounts'),
      toggled: (id, shown) => this.#toggle(id, shown),
      asked: (promise) => this.#asked(promise),
    });
    this.announcer = new Announcer();
    this.chip = new ConnectionChip({ retry: () => this.stream.open() });
    this.snapshots = new Snapshots({
      fetchWindow: ({ from, to }, signal) =>
        read(`/api/events?${new URLSearchParams({ from, to })}`, { signal }),
      arrived: (snapshot, window) => this.#arrived(snapshot, window),
      failed: (error) => this.#fetchFailed(error),
      busy: (isBusy) => this.shell.busy(isBusy),
    });
    this.stream = new Stream({
      url: '/api/stream',
      position: () => this.#feed?.position ?? null,
      told: (name, data) => this.#told(name, data),
      changed: (state, since) => {
        this.chip.show(state, since);
        this.sidebar.count();
        if (state === 'live') {
          this.lists.reload(); // hints have no number: one sent while there was no stream is lost
        }
      },
      stillSignedIn: () => this.#stillSignedIn(),
    });
  }

  /** Shows the calendar and keeps it true from now on. */
  start() {
    this.lists.start();
    this.grid.start();
    setInterval(() => this.#feed?.holding && this.snapshots.refresh(), WHILE_HOLDING);
  }

  /** Nothing more is fetched or shown. */
  end() {
    this.#ended = true;
    this.lists.stop();
    this.stream.close();
    this.snapshots.stop();
    this.details.close();
  }

  #moved(title, from, to, step) {
    this.shell.moved(title, step, this.grid.view);
    const loaded = this.#loaded;
    if (!loaded || from - NEAR < loaded.from || +to + NEAR > loaded.to) {
      const window = { from: iso(from - MARGIN), to: iso(+to + MARGIN) };
      this.snapshots.show(window);
    }
  }

  #arrived({ cursor, occurrences }, window) {
    const first = this.#feed === null;
    this.#feed ??= new Feed(cursor);
    const since = this.#feed.snapshot(cursor);
    if (since === null) {
      return false;
    }
    this.#mended();
    const before = this.#occurrences.where(() => true);
    this.#loaded = { from: Date.parse(window.from), to: Date.parse(window.to) };
    this.#occurrences.replace(window, occurrences);
    since.forEach((change) => this.#occurrences.apply(change, this.lists.calendar(change.calendarId)));
    this.#lightSeries(before);
    this.#draw();
    if (first) {
      this.stream.open();
    } else if (this.#feed.behind) {
      this.snapshots.refresh();
    }
    return true;
  }

  #lightSeries(before) {
    const { added, updated } = difference(before, this.#occurrences.where(() => true));
    for (const [key, occurrence] of [...added, ...updated]) {
      if (this.#series.has(seriesOf(occurrence))) {
        this.#flashing.add(key);
      }
    }
    this.#series.clear();
  }

  #told(name, data) {
    if (name === 'reset') {
      this.#startOver();
    } else if (name === 'calendar' || name === 'account') {
      this.lists.reload();
    } else if (this.#feed) {
      this.#take(data);
    }
  }

  /** The stream cannot go on from where we are; should that repeat itself, we take our time. */
  #startOver() {
    this.#feed = null;
    this.stream.pause();
    const pause = this.#resets === 0 ? 0 : Math.min(10_000, 250 * 2 ** this.#resets);
    this.#resets++;
    setTimeout(() => this.snapshots.refresh(), pause);
  }

  #take(change) {
    this.#resets = 0;
    const told = this.#feed.take(change);
    const calendar = this.lists.calendar(change.calendarId);
    if (told === 'apply') {
      this.#flashing.add(this.#occurrences.apply(change, calendar));
    } else if (told === 'shown') {
      this.#flashing.add(keyOf(change));
    } else if (told === 'refetch' && change.event) {
      this.#series.add(seriesOf({ calendarId: change.calendarId, ...idsOf(change) }));
    }
    if ((told === 'apply' || told === 'shown' || told === 'refetch') && change.event) {
      this.announcer.say(change, calendar);
    }
    if (this.#feed.behind) {
      this.snapshots.refresh();
    }
    this.#draw();
  }

  /** Draws with the next frame; a hidden page has none, and must not fall behind. */
  #draw() {
    if (this.#drawing) {
      return;
    }
    this.#drawing = true;
    const now = () => {
      this.#drawing = false;
      if (!this.#ended) {
        this.#drawNow();
      }
    };
    if (document.hidden) {
      setTimeout(now);
    } else {
      requestAnimationFrame(now);
    }
  }

  #drawNow() {
    const drawn = this.#occurrences.where(({ calendarId }) => this.lists.isDrawn(calendarId));
    this.grid.draw(drawn, [...this.#flashing]);
    this.#flashing.clear();
    this.details.refresh((open) => this.#occurrences.where(() => true).get(keyOf(open)));
    if (this.#feed) {
      document.documentElement.dataset.feedSeq = this.#feed.shown;
    }
  }

  #toggle(id, shown) {
    this.lists.show(id, shown);
    this.#draw();
  }

  #listsChanged(grown) {
    if (this.#ended) {
      return;
    }
    const { accounts, calendars } = this.lists;
    this.sidebar.draw(accounts, calendars, (id) => this.lists.isShown(id));
    this.shell.greet(accounts);
    this.grid.repaint();
    this.#draw();
    if (grown) {
      this.snapshots.refresh();
    }
  }

  #fetchFailed(error) {
    if (!this.#check(error)) {
      this.#failing = true;
      this.shell.warn('Events could not be loaded. Trying again…');
    }
  }

  #mended() {
    if (this.#failing) {
      this.#failing = false;
      this.shell.warn('');
    }
  }

  async #stillSignedIn() {
    try {
      await read('/api/me');
    } catch (error) {
      return !this.#check(error);
    }
    return !this.#ended;
  }

  #asked(promise) {
    return promise.catch((error) => {
      this.#check(error);
      throw error;
    });
  }

  /** Whether this error means that the session is over; if so, so is this page. */
  #check(error) {
    if (error.signedOut && !this.#ended) {
      this.end();
      this.signedOut();
    }
    return Boolean(error.signedOut);
  }
}

function idsOf({ eventId, event }) {
  return { eventId, recurringEventId: event?.recurringEventId };
}

function seriesOf({ calendarId, eventId, recurringEventId }) {
  return `${calendarId}/${recurringEventId ?? eventId}`;
}

function iso(millis) {
  return new Date(+millis).toISOString();
}
