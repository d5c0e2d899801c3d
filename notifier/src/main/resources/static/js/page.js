// The calendar of somebody who is signed in: snapshots and stream in, picture out.

import { post, read } from './api.js';
import { Details } from './details.js';
import { byId } from './dom.js';
import { Feed } from './feed.js';
import { Grid } from './grid.js';
import { difference, keyOf, Occurrences } from './occurrences.js';
import { oneAtATime } from './one-at-a-time.js';
import { recall, remember } from './preferences.js';
import { firstView, Shell } from './shell.js';
import { Sidebar } from './sidebar.js';
import { Snapshots } from './snapshots.js';
import { Announcer, ConnectionChip } from './status.js';
import { Stream } from './stream.js';

const DAY = 86_400_000;
const MARGIN = 35 * DAY; // fetched on both sides of what is visible, so that a step shows at once
const NEAR = 7 * DAY; // as close to the edge of what is loaded we fetch further, in the background
const LISTS_EVERY = 60_000;
const WHILE_HOLDING = 4_000; // how often the progress of a resync is shown

export class Page {
  #accounts = [];
  #calendars = new Map();
  #hidden = new Set(recall('hidden', []));
  #occurrences = new Occurrences();
  #feed = null; // null until a snapshot is there to start from
  #loaded = null;
  #flashing = new Set(); // keys to light up with the next picture
  #series = new Set(); // series to light up when they have been expanded anew
  #drawing = false;
  #failing = false;
  #ended = false;

  constructor({ locale, signedOut }) {
    this.signedOut = signedOut;
    const calendarOf = (id) => this.#calendars.get(id);
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
      locale,
      toggled: (id, shown) => this.#toggle(id, shown),
      reconnect: (account) => this.connect(account),
    });
    this.announcer = new Announcer();
    this.chip = new ConnectionChip({ locale, retry: () => this.stream.open() });
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
      },
      stillSignedIn: () => this.#stillSignedIn(),
    });
    this.reload = oneAtATime(() => this.#readLists());
    byId('connect').addEventListener('click', () => this.connect());
  }

  /** Shows the calendar and keeps it true from now on. */
  start() {
    this.reload();
    this.grid.start();
    setInterval(() => document.hidden || this.reload(), LISTS_EVERY);
    setInterval(() => this.#feed?.holding && this.snapshots.refresh(), WHILE_HOLDING);
    document.addEventListener('visibilitychange', () => document.hidden || this.reload());
  }

  /** Nothing more is fetched or shown. */
  end() {
    this.#ended = true;
    this.stream.close();
    this.snapshots.stop();
    this.details.close();
  }

  /** Leaves for Google, to connect an account or to have one authorized again. */
  async connect(account) {
    const problem = byId('sidebar-problem');
    problem.hidden = true;
    try {
      const body = account ? { accountId: account.id, loginHint: account.email } : {};
      const { authorizationUrl } = await this.#asked(post('/api/accounts', body));
      const url = new URL(authorizationUrl, location.href);
      if (!/^https?:$/.test(url.protocol)) {
        throw new Error(`not a web address: ${url.protocol}`);
      }
      location.assign(url);
    } catch {
      problem.textContent = 'Google’s sign-in could not be opened. Please try again in a moment.';
      problem.hidden = false;
    }
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
    since.forEach((change) => this.#occurrences.apply(change, this.#calendars.get(change.calendarId)));
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
      this.#feed = null;
      this.stream.pause();
      this.snapshots.refresh();
    } else if (name === 'calendar' || name === 'account') {
      this.reload();
    } else if (this.#feed) {
      this.#take(data);
    }
  }

  #take(change) {
    const told = this.#feed.take(change);
    const calendar = this.#calendars.get(change.calendarId);
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
    this.grid.draw(this.#visible(), [...this.#flashing]);
    this.#flashing.clear();
    this.details.refresh((open) => this.#occurrences.where(() => true).get(keyOf(open)));
    if (this.#feed) {
      document.documentElement.dataset.feedSeq = this.#feed.shown;
    }
  }

  #visible() {
    const known = this.#calendars.size > 0;
    return this.#occurrences.where(
      ({ calendarId }) => !this.#hidden.has(calendarId) && (!known || this.#calendars.has(calendarId)),
    );
  }

  #toggle(id, shown) {
    this.#hidden[shown ? 'delete' : 'add'](id);
    remember('hidden', [...this.#hidden]);
    this.#draw();
  }

  async #readLists() {
    try {
      const [calendars, accounts] = await Promise.all([
        read('/api/calendars'),
        read('/api/accounts').catch((error) => (error.signedOut ? Promise.reject(error) : null)),
      ]);
      if (!this.#ended) {
        this.#listsRead(calendars.calendars, accounts && (accounts.accounts ?? accounts));
      }
    } catch (error) {
      this.#check(error);
    }
  }

  #listsRead(calendars, accounts) {
    const added = calendars.some(({ id }) => !this.#calendars.has(id));
    if (added && this.#calendars.size > 0) {
      this.snapshots.refresh();
    }
    this.#calendars = new Map(calendars.map((each) => [each.id, each]));
    this.#accounts = accountsOf(accounts ?? this.#accounts, calendars);
    this.sidebar.draw(this.#accounts, calendars, (id) => !this.#hidden.has(id));
    this.shell.greet(this.#accounts);
    this.grid.repaint();
    this.#draw();
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

/** Accounts as the page speaks of them, also those only the calendars tell of. */
function accountsOf(accounts, calendars) {
  const known = accounts
    .map(({ id, accountId, ...rest }) => ({ ...rest, id: id ?? accountId }))
    .filter(({ state }) => state !== 'DISCONNECTED');
  const missing = new Set(calendars.map(({ accountId }) => accountId));
  known.forEach(({ id }) => missing.delete(id));
  return [...known, ...[...missing].map((id) => ({ id }))];
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
