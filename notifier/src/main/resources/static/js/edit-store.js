// Edits that are not done yet, kept in this browser so that a reload or a crash loses none.
//
// Each has an entry of its own, under its author's id: tabs never overwrite one another's, and
// nobody's edits are ever sent for somebody else who signs in here.

const PREFIX = 'calsync.edit.';

export class EditStore {
  #prefix;
  #memory = new Map(); // where there is no storage, or it is full: until the page is closed

  /** @param gone called with an edit's id when another tab is done with it */
  constructor({ userId, gone }) {
    this.#prefix = `${PREFIX}${userId}.`;
    addEventListener('storage', ({ key, newValue }) => {
      if (key?.startsWith(this.#prefix) && newValue === null) {
        gone(key.slice(this.#prefix.length));
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
    const [key, text] = [this.#prefix + edit.id, JSON.stringify(edit)];
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
}
