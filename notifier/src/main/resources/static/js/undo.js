// What was done here last, and so can be taken back. Pure.

import { isCut, makesVersionFor, subjectOf } from './edit.js';

const REMEMBERED = 20;

export class Undo {
  #groups = []; // of { edit, event, ended, series }, the latest last; series: of one cut in two, the version of its first half

  /** Remembers edits that were made in one go. */
  push(edits) {
    this.#groups.push(edits.map((edit) => ({ edit, event: null, ended: false, series: null })));
    this.#groups.splice(0, this.#groups.length - REMEMBERED);
  }

  /** What was done last, the latest first, and remembers it no longer. */
  pop() {
    return (this.#groups.pop() ?? []).toReversed();
  }

  /** What is remembered of an edit. */
  of({ id }) {
    return this.#groups.flat().find(({ edit }) => edit.id === id) ?? null;
  }

  /** An edit was applied, and this came of it; what was done before is about that version now. */
  applied(edit, event) {
    for (const done of this.#groups.flat()) {
      if (done.edit.id === edit.id) {
        Object.assign(done, { event, ended: true });
      } else if (done.ended && event?.etag && !isCut(edit, event) && !isCut(done.edit, done.event) && makesVersionFor(edit, done.edit)) {
        done.event = { ...done.event, etag: event.etag };
      }
    }
  }

  /** An edit of ours, of this id, gave a resource another version; what was done to it before is about that one now. */
  wrote(id, eventId, etag) {
    for (const done of this.#groups.flat()) {
      const cuts = done.edit.id === id && isCut(done.edit, null);
      if (done.event?.id === eventId) {
        done.event = { ...done.event, etag };
      } else if (subjectOf(done.edit) === eventId && (cuts || done.series)) {
        done.series = etag;
      }
    }
  }

  /** An edit was sent once more, as another. */
  replaced(edit, by) {
    const done = this.of(edit);
    if (done) {
      done.edit = by;
    }
  }

  /** An edit came to nothing: there is nothing to take back. */
  forget({ id }) {
    this.#groups = this.#groups.map((group) => group.filter(({ edit }) => edit.id !== id)).filter(({ length }) => length > 0);
  }
}
