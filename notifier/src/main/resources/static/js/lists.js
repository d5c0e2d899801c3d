// The accounts and calendars there are, and which of them are to be seen.

import { read } from './api.js';
import { byId } from './dom.js';
import { oneAtATime } from './one-at-a-time.js';
import { recall, remember } from './preferences.js';

const EVERY = 60_000;
const RETRY = 3_000;

export class Lists {
  accounts = [];
  calendars = [];
  #byId = new Map();
  #hidden = new Set(recall('hidden', []));
  #loaded = false; // from then on the connection's state says how old they may be
  #timer;

  /** Reads them now, or once more when they are being read already. */
  reload = oneAtATime(() => this.#read());

  /**
   * @param changed called with whether there is a calendar that was not there before
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
    return this.isShown(id) && (this.#byId.size === 0 || this.#byId.has(id));
  }

  async #read() {
    try {
      const [{ calendars }, { accounts = [] }] = await Promise.all([
        read('/api/calendars'),
        read('/api/accounts').catch(() => read('/api/me')), // the same list, with less about each
      ]);
      const grown = this.#byId.size > 0 && calendars.some(({ id }) => !this.#byId.has(id));
      this.calendars = calendars;
      this.accounts = withUnknown(accounts, calendars);
      this.#byId = new Map(calendars.map((each) => [each.id, each]));
      this.#warn('');
      this.#loaded = true;
      this.changed(grown);
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
