// Edits that are not done yet, kept in this browser so that a reload or a crash loses none.
//
// Each has an entry of its own, under its author's id: tabs never overwrite one another's, and
// nobody's edits are ever sent for somebody else who signs in here. What a tab has not done when it
// is closed goes to one of those that are left.

import { newCommandId } from './edit.js';

const PREFIX = 'calsync.edit.';
const LOCK = 'calsync.tab.'; // held by a tab as long as it lives

export class EditStore {
  #prefix;
  #tab = newCommandId(Date.now());
  #awaited = new Set(); // tabs whose end is waited for
  #memory = new Map(); // where there is no storage, or it is full: until the page is closed

  /**
   * @param gone called with an edit's id when another tab is done with it
   * @param left called with the edits of a tab that was closed
   */
  constructor({ userId, gone, left }) {
    this.left = left;
    this.#prefix = `${PREFIX}${userId}.`;
    navigator.locks?.request(LOCK + this.#tab, () => new Promise(() => {}));
    addEventListener('storage', ({ key, newValue }) => {
      if (key?.startsWith(this.#prefix)) {
        newValue === null ? gone(key.slice(this.#prefix.length)) : this.#awaitTheEndOf(JSON.parse(newValue).tab);
      }
    });
  }

  /** All of this person's, in the order in which they were made. */
  all() {
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

  /** Keeps an edit; answers whether it survives a reload. */
  keep(edit) {
    const [key, text] = [this.#prefix + edit.id, JSON.stringify({ ...edit, tab: this.#tab })];
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

  /** Of all who wait the first takes what is left, and the others then wait for its end. */
  #awaitTheEndOf(tab) {
    if (this.#awaited.has(tab)) {
      return;
    }
    this.#awaited.add(tab);
    navigator.locks?.request(LOCK + tab, () => {
      this.#awaited.delete(tab);
      const edits = this.all().filter((edit) => edit.tab === tab);
      edits.forEach((edit) => this.keep(edit));
      this.left(edits);
    });
  }
}
