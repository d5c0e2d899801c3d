// The accounts and calendars there are, and which of them are to be seen.

import { read } from './api.js';
import { byId } from './dom.js';
import { oneAtATime } from './one-at-a-time.js';
import { recall, remember } from './preferences.js';

const EVERY = 60_000;
const RETRY = 3_000;
const CLOSED = ['ACCESS_LOST', 'NEEDS_REAUTHORIZATION'];

export class Lists {
  accounts = [];
  calendars = [];
  #byId = new Map();
  #hidden = new Set(recall('hidden', []));
  #loaded = false; // from then on we know which there are, and the connection's state says how old that may be
  #timer;

  /** Reads them now, or once more when they are being read already. */
  reload = oneAtATime(() => this.#read());

  /**
   * @param changed called with whether there may be other events to see: a calendar is new, or what may be done with it is; and with the ids of those that nobody reads any more: they are gone, or closed to us
   * @param failed called with the error of each attempt that failed
   */
  constructor({ changed, failed }) {
    Object.assign(this, { changed, failed });
  }

  /** Reads them now and then: their freshness grows old without any event. */
  start() {
    this.reload();
    this.#timer = setInterval(() => document.hidden || this.reload(), EVERY);
    document.addEventListener('visibilitychange', () => document.hidden || this.#timer === null || this.reload());
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Whether it is known which there are. */
  get areRead() {
    return this.#loaded;
  }

  calendar(id) {
    return this.#byId.get(id);
  }

  isShown(id) {
    return !this.#hidden.has(id);
  }

  show(id, shown) {
    this.#hidden[shown ? 'delete' : 'add'](id);
    remember('hidden', [...this.#hidden]);
  }

  /** Whether the events of this calendar are drawn; until we know which there are, all of them. */
  isDrawn(id) {
    return this.isShown(id) && (!this.#loaded || (this.#byId.has(id) && stateOf(this.#byId.get(id)) !== 'ACCESS_LOST'));
  }

  async #read() {
    try {
      const [{ calendars }, { accounts = [] }] = await Promise.all([
        read('/api/calendars'),
        read('/api/accounts').catch(() => read('/api/me')), // the same list, with less about each
      ]);
      const isNews = this.#loaded && calendars.some((each) => rightsIn(each) !== rightsIn(this.#byId.get(each.id)));
      const now = new Map(calendars.map((each) => [each.id, each]));
      const gone = [...this.#byId.keys()].filter((id) => !now.has(id));
      const closed = calendars.filter((each) => CLOSED.includes(stateOf(each))).map(({ id }) => id);
      this.calendars = calendars;
      this.accounts = withUnknown(accounts, calendars);
      this.#byId = now;
      this.#warn('');
      this.#loaded = true;
      this.changed(isNews, [...gone, ...closed]);
    } catch (error) {
      this.failed(error);
      if (!this.#loaded && !error.signedOut) {
        this.#warn('Calendars could not be loaded. Trying again…');
        setTimeout(() => this.#timer === null || this.reload(), RETRY);
      }
    }
  }

  #warn(text) {
    byId('sidebar-problem').textContent = text;
    byId('sidebar-problem').hidden = !text;
  }
}

/** Connected accounts, and those that only their calendars tell of. */
function withUnknown(accounts, calendars) {
  const known = accounts.filter(({ state }) => state !== 'DISCONNECTED');
  const missing = new Set(calendars.map(({ accountId }) => accountId));
  known.forEach(({ id }) => missing.delete(id));
  return [...known, ...[...missing].map((id) => ({ id }))];
}

function stateOf(calendar) {
  return calendar.health?.state ?? null;
}

/** What can be seen and done in a calendar, as a text; that a state passes changes nothing else. */
function rightsIn(calendar) {
  const isClosed = calendar && CLOSED.includes(stateOf(calendar));
  return calendar ? JSON.stringify([calendar.accessRole, calendar.writable, isClosed ? stateOf(calendar) : 'open']) : '';
}
