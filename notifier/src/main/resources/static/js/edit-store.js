// Edits that are not done yet, kept in this browser so that a reload or a crash loses none.
//
// Each has an entry of its own, under its author's id: nobody's edits are ever sent for somebody
// else who signs in here. And each has one owner, the tab that made it, which says so in the entry
// and holds a lock as long as it lives. Whoever else is open, or opened later, asks for that lock:
// it is given when the owner is gone (closed, reloaded, crashed), and its edits with it. Where there
// are no locks (a page that is not served securely) a new tab takes all there is. Should two take
// the same edit in the same moment, it is sent twice under one id and done once.

import { newCommandId } from './edit.js';

const PREFIX = 'calsync.edit.';
const LOCK = 'calsync.tab.';

export class EditStore {
  #prefix;
  #left;
  #tab = newCommandId(Date.now());
  #over = new AbortController();
  #awaited = new Set(); // tabs whose end is waited for
  #memory = new Map(); // where there is no storage, or it is full: until the page is closed

  /**
   * @param gone called with an edit's id when another tab is done with it
   * @param left called with edits, in the order in which they were made, that are this tab's from now on
   */
  constructor({ userId, gone, left }) {
    this.#prefix = `${PREFIX}${userId}.`;
    this.#left = left;
    const told = ({ key, newValue }) => {
      if (!key?.startsWith(this.#prefix)) {
        return;
      }
      if (newValue === null) {
        gone(key.slice(this.#prefix.length));
      } else {
        this.#awaitTheEndOf(JSON.parse(newValue).tab);
      }
    };
    addEventListener('storage', told, { signal: this.#over.signal });
  }

  /** Whether a reload loses none. */
  get keepsAll() {
    return this.#memory.size === 0;
  }

  /** Takes what was left by tabs that are gone, and from now on what others leave. */
  start() {
    if (navigator.locks) {
      this.#lock(this.#tab, () => new Promise((over) => this.#over.signal.addEventListener('abort', over)));
      new Set(this.#all().map(({ tab }) => tab)).forEach((tab) => this.#awaitTheEndOf(tab));
    } else {
      this.#take(this.#all());
    }
  }

  /** Leaves all to others. */
  stop() {
    this.#over.abort();
  }

  /** Keeps an edit; answers whether it survives a reload. */
  keep(edit) {
    const { sending: _, ...kept } = edit;
    const [key, text] = [this.#prefix + edit.id, JSON.stringify({ ...kept, tab: this.#tab })];
    try {
      localStorage.setItem(key, text);
      this.#memory.delete(key);
      return true;
    } catch {
      this.#memory.set(key, text);
      return false;
    }
  }

  /** Forgets an edit. */
  forget(id) {
    this.#memory.delete(this.#prefix + id);
    try {
      localStorage.removeItem(this.#prefix + id);
    } catch {
      // No storage here.
    }
  }

  /** All of this person's, in the order in which they were made. */
  #all() {
    const texts = new Map(this.#memory);
    try {
      for (const key of Object.keys(localStorage).filter((each) => each.startsWith(this.#prefix))) {
        texts.set(key, localStorage.getItem(key));
      }
    } catch {
      // No storage here.
    }
    return [...texts.keys()].sort().map((key) => JSON.parse(texts.get(key)));
  }

  #awaitTheEndOf(tab) {
    if (tab !== this.#tab && !this.#awaited.has(tab)) {
      this.#awaited.add(tab);
      this.#lock(tab, () => {
        this.#awaited.delete(tab);
        this.#take(this.#all().filter((edit) => edit.tab === tab));
      });
    }
  }

  #lock(tab, then) {
    const { signal } = this.#over;
    const given = () => (signal.aborted ? null : then());
    navigator.locks?.request(LOCK + tab, { signal }, given).catch((error) => {
      if (!['AbortError', 'SecurityError'].includes(error.name)) {
        throw error; // else it is over, or there is no storage
      }
    });
  }

  #take(edits) {
    if (edits.length > 0) {
      edits.forEach((edit) => this.keep(edit));
      this.#left(edits);
    }
  }
}
