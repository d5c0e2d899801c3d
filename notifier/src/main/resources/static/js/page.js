// The calendar of somebody who is signed in: snapshots and stream in, picture out.

import { read } from './api.js';
import { Details } from './details.js';
import { byId } from './dom.js';
import { Editor } from './editor.js';
import { Edits } from './edits.js';
import { Feed } from './feed.js';
import { Flashes } from './flashes.js';
import { onNextFrame } from './frames.js';
import { Grid } from './grid.js';
import { Lists } from './lists.js';
import { nextHour, selectedTimes } from './moments.js';
import { keyOf, Occurrences } from './occurrences.js';
import { Origins } from './origins.js';
import { SignedIn } from './session.js';
import { firstView, Shell } from './shell.js';
import { Search } from './search.js';
import { Sidebar } from './sidebar.js';
import { Snapshots } from './snapshots.js';
import { Announcer, ConnectionChip } from './status.js';
import { Stream } from './stream.js';
import { Wishes } from './wishes.js';
import { followTheZone } from './zone.js';

const DAY = 86_400_000;
const MARGIN = 35 * DAY; // fetched on both sides of what is visible, so that a step shows at once
const NEAR = 7 * DAY; // as close to the edge of what was asked for we fetch further, in the background
const WHILE_HOLDING = 4_000; // how often the progress of a resync is shown
const SOUGHT_FOR = 10_000; // what is found, and yet does not show, is not opened later out of the blue
const NOTHING = { key: null, until: 0 };

export class Page {
  #occurrences = new Occurrences();
  #feed = null; // null until a snapshot is there to start from
  #wanted = null; // the window asked for last, which will be on screen in the end
  #flashes = new Flashes();
  #origins = new Origins();
  #failing = false;
  #lacking = []; // the ids of calendars with too many events to be shown
  #lackSaid = ''; // what was said of them last
  #sought = NOTHING; // what was searched for, until it is drawn
  #resets = 0; // since the last change
  #ended = false;
  #life = new AbortController();

  /** Draws what there is, with the next frame. */
  #draw = onNextFrame(() => this.#ended || this.#drawNow());

  constructor({ userId, locale, signedOut }) {
    this.session = new SignedIn({
      ended: () => {
        this.end();
        signedOut();
      },
    });
    this.lists = new Lists({
      changed: (isNews, unread) => this.#listsChanged(isNews, unread),
      failed: (error) => this.session.check(error),
    });
    const calendarOf = (id) => this.lists.calendar(id);
    this.shell = new Shell({
      go: (where) => this.grid.go(where),
      show: (view) => this.grid.show(view),
      create: () => this.wishes.create(nextHour(Math.max(Date.now(), this.grid.date))),
      search: () => this.search.open(),
      resized: () => this.grid?.fit(),
      signal: this.#life.signal,
    });
    this.grid = new Grid({
      element: byId('grid'),
      view: firstView(),
      locale,
      calendarOf,
      moved: (...shown) => this.#moved(...shown),
      opened: (occurrence) => this.details.open(occurrence),
      selected: (selection) => this.wishes.create(selectedTimes(selection)),
      dragged: (...moved) => this.wishes.moved(...moved),
    });
    const readEvent = (calendar, event, signal) =>
      this.session.asked(read(`/api/calendars/${encodeURIComponent(calendar)}/events/${encodeURIComponent(event)}`, { signal }));
    this.edits = new Edits({
      locale,
      userId,
      redraw: () => this.#draw(),
      refetch: () => this.snapshots.refresh(),
      check: (error) => this.session.check(error),
      signal: this.#life.signal,
    });
    this.wishes = new Wishes({ lists: this.lists, editor: new Editor(), edits: this.edits, readEvent });
    this.details = new Details({
      locale,
      calendarOf,
      fetchEvent: readEvent,
      originOf: (occurrence) => this.#origins.of(occurrence),
      wishes: this.wishes,
      keys: () => this.shell.hasKeys,
    });
    this.search = new Search({
      locale,
      calendarOf,
      find: (q, signal) => this.session.asked(read(`/api/search?${new URLSearchParams({ q })}`, { signal })),
      chosen: (occurrence) => this.#goTo(occurrence),
    });
    this.sidebar = new Sidebar({
      root: byId('accounts'),
      toggled: (id, shown) => this.#toggle(id, shown),
      asked: (promise) => this.session.asked(promise),
    });
    this.announcer = new Announcer();
    this.chip = new ConnectionChip({ retry: () => this.stream.open(), signal: this.#life.signal });
    this.snapshots = new Snapshots({
      fetchWindow: ({ from, to }, options) => read(`/api/events?${new URLSearchParams({ from, to })}`, options),
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
          this.edits.caughtUp();
          this.lists.reload(); // hints have no number: one sent while there was no stream is lost
        }
      },
      stillSignedIn: () => this.session.still(),
    });
  }

  /** Shows the calendar and keeps it true from now on. */
  start() {
    this.lists.start();
    this.grid.start();
    this.edits.start();
    followTheZone({ mayReload: () => this.#mayReload(), signal: this.#life.signal });
    setInterval(() => this.#feed?.holding && this.snapshots.refresh(), WHILE_HOLDING);
  }

  /** Edits that no storage keeps would be lost by it; and without a connection the page is of use, but cannot be had again. */
  async #mayReload() {
    try {
      await read('/api/me');
      return this.edits.surviveAReload;
    } catch {
      return false;
    }
  }

  /** Nothing more is fetched or shown. */
  end() {
    this.#ended = true;
    this.#life.abort();
    this.lists.stop();
    this.stream.close();
    this.snapshots.stop();
    this.edits.stop();
    this.details.close();
    this.search.close();
  }

  #moved(title, from, to, step) {
    this.shell.moved(title, step, this.grid.view);
    const wanted = this.#wanted;
    if (!wanted || from - NEAR < wanted.from || +to + NEAR > wanted.to) {
      this.#wanted = { from: from - MARGIN, to: +to + MARGIN };
      this.snapshots.show({ from: iso(this.#wanted.from), to: iso(this.#wanted.to) });
    }
  }

  #arrived({ cursor, occurrences, incomplete = [] }, window) {
    const first = this.#feed === null;
    this.#feed ??= new Feed(cursor);
    const since = this.#feed.snapshot(cursor);
    if (since === null) {
      return false;
    }
    this.#mended();
    this.#lacks(incomplete);
    const before = this.#occurrences.where(() => true);
    this.#occurrences.replace(window, occurrences);
    since.forEach((change) => this.#occurrences.apply(change, this.lists.calendar(change.calendarId)));
    this.#flashes.expanded(before, this.#occurrences.where(() => true));
    this.edits.snapshot();
    this.#draw();
    if (first) {
      this.stream.open();
    } else if (this.#feed.behind) {
      this.snapshots.refresh();
    }
    return true;
  }

  #told(name, data) {
    if (name === 'reset') {
      this.#startOver();
    } else if (name === 'calendar' || name === 'account') {
      this.lists.reload();
    } else {
      this.edits.told(name, data);
      if (this.#feed) {
        this.#take(data);
      }
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
    if (told === 'drop') {
      return;
    }
    if (told === 'apply') {
      this.#flashes.add(this.#occurrences.apply(change, calendar));
    } else if (told === 'shown') {
      this.#flashes.addShown(change);
    } else if (told === 'refetch' && change.event) {
      this.#flashes.addSeries(change);
    }
    if (told !== 'ignore' && change.event) {
      this.#origins.note(change);
      if (told !== 'hold' && change.origin !== 'write') {
        this.announcer.say(change, calendar); // who edits here is told by what they did
      }
    }
    if (this.#feed.behind) {
      this.snapshots.refresh();
    }
    this.#draw();
  }

  #drawNow() {
    if (this.#feed) {
      this.edits.shown(this.#feed.shown);
    }
    const all = this.edits.on(this.#occurrences.where(() => true));
    this.grid.draw(new Map([...all].filter(([, { calendarId }]) => this.lists.isDrawn(calendarId))), this.#flashes.take());
    this.details.refresh((open) => all.get(keyOf(open)));
    const sought = Date.now() < this.#sought.until ? all.get(this.#sought.key) : null;
    if (sought) {
      this.details.open(sought);
      this.#sought = NOTHING;
    }
    if (this.#feed) {
      document.documentElement.dataset.feedSeq = this.#feed.shown;
    }
  }

  /** Shows when an event is, and opens it once it is drawn. */
  #goTo(occurrence) {
    if (!this.lists.isDrawn(occurrence.calendarId)) {
      this.lists.show(occurrence.calendarId, true);
      this.#listsChanged(false, []);
    }
    this.#sought = { key: keyOf(occurrence), until: Date.now() + SOUGHT_FOR };
    this.grid.show(this.grid.view, occurrence.start);
    this.#draw();
  }

  #toggle(id, shown) {
    this.lists.show(id, shown);
    this.#draw();
  }

  #listsChanged(isNews, unread) {
    if (this.#ended) {
      return;
    }
    const { accounts, calendars } = this.lists;
    this.sidebar.draw(accounts, calendars, (id) => this.lists.isShown(id));
    this.shell.greet(accounts);
    this.shell.offersNew(this.wishes.hasRoom);
    this.grid.repaint();
    this.#draw();
    this.#feed?.forget(unread);
    this.#lacks(this.#lacking);
    if (isNews || this.#feed?.behind) {
      this.snapshots.refresh();
    }
  }

  #fetchFailed(error) {
    if (!this.session.check(error)) {
      this.#failing = true;
      this.shell.warn('Events could not be loaded. Trying again…');
    }
  }

  /** Said once it is known which calendars there are, and then no more until it is about others: whoever closed it has read it. */
  #lacks(ids) {
    this.#lacking = ids;
    const names = ids.map((id) => this.lists.calendar(id)?.summary ?? 'a calendar');
    const text = ids.length > 0 ? `Too many events to be shown: ${names.join(', ')}` : '';
    if (this.lists.areRead && !this.#failing && text !== this.#lackSaid) {
      this.#lackSaid = text;
      this.shell.warn(text);
    }
  }

  #mended() {
    if (this.#failing) {
      this.#failing = false;
      this.#lackSaid = '';
      this.shell.warn('');
    }
  }
}

function iso(millis) {
  return new Date(millis).toISOString();
}
