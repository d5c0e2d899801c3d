// What was done here last, and so can be taken back. Pure.

import { isCut, renamed, resourceOf, subjectOf } from './edit.js';

const REMEMBERED = 20;

export class Undo {
  /**
   * The latest last. Of each edit:
   *   event: what came of it, in the version it has now
   *   ended: whether all that taking it back needs is known
   *   series: of one that cut a series in two, the version of the first half
   *   wanted: whether it is to be taken back
   *   sendUpdates: whether guests are to be told that it is taken back, once somebody has said so
   *   awaits: the id of the edit that brings its event back, under another id
   */
  #groups = [];

  /** Remembers edits that were made in one go. */
  push(edits) {
    const unknown = { event: null, ended: false, series: null, wanted: false, sendUpdates: null, awaits: null };
    this.#groups.push(edits.map((edit) => ({ edit, ...unknown })));
    this.#groups.splice(0, this.#groups.length - REMEMBERED);
  }

  /** What was done last is to be taken back. */
  want() {
    this.#latest.forEach((done) => (done.wanted = true));
  }

  /** It is not to be taken back after all, nor what was done together with it. */
  unwant(edit) {
    this.#together(edit).forEach((done) => (done.wanted = false));
  }

  /** Whether guests are to be told that it is taken back, and what was done together with it. */
  mails(edit, sendUpdates) {
    this.#together(edit).forEach((done) => (done.sendUpdates = sendUpdates));
  }

  /** Whether a version is what an edit of ours left of the first of two series. */
  isCutBy(etag) {
    return this.#all.some(({ series }) => series !== null && series === etag);
  }

  /** Whether an edit is of those that `want` would mean now. */
  isLatest({ id }) {
    return this.#latest.some(({ edit }) => edit.id === id);
  }

  /** What is to be taken back first, the latest; null where nothing is. */
  get next() {
    return this.#all.findLast(({ wanted }) => wanted) ?? null;
  }

  /** What is remembered of an edit. */
  of({ id }) {
    return this.#all.find(({ edit }) => edit.id === id) ?? null;
  }

  /** An edit was applied, and this came of it; what was done before is about that version now. */
  applied(edit, event) {
    if (!event && edit.kind === 'create') {
      this.forget(edit); // it was applied, and is gone again
    }
    for (const done of this.#all) {
      if (done.edit.id === edit.id) {
        Object.assign(done, { event, ended: true });
      } else if (done.awaits === edit.id) {
        const half = isCut(done.edit, done.event) && done.event?.id !== event.id; // the first half came back, the second has its own
        Object.assign(done, { ended: true, awaits: null }, half ? { series: event.etag } : { event: { ...done.event, etag: event.etag } });
      } else if (done.ended && event?.etag && !isCut(edit, event) && !isCut(done.edit, done.event) && resourceOf(edit) === resourceOf(done.edit) && follows(edit, done)) {
        done.event = { ...done.event, etag: event.etag };
      }
    }
  }

  /** An event that was deleted comes back with another id; what was done to it before is about that one. */
  comesBack(eventId, { id, eventId: now }) {
    for (const done of this.#all.filter(({ edit, event }) => subjectOf(edit) === eventId || event?.id === eventId)) {
      const event = done.event?.id === eventId ? { ...done.event, id: now } : done.event;
      Object.assign(done, { edit: renamed(done.edit, eventId, now), event, ended: false, awaits: id });
    }
  }

  /** An edit of ours gave a resource another version; what was done to it before is about that one now. */
  wrote(edit, eventId, etag) {
    for (const done of this.#all) {
      const cuts = done.edit.id === edit.id && isCut(done.edit, null);
      if (done.event?.id === eventId) {
        if (resourceOf(edit) !== eventId || follows(edit, done)) {
          done.event = { ...done.event, etag };
        }
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

  /** An edit came to nothing, or was taken back: there is nothing to take back, nor of an event that it did not bring back. */
  forget({ id }) {
    this.#groups = this.#groups
      .map((group) => group.filter(({ edit, awaits }) => edit.id !== id && awaits !== id))
      .filter(({ length }) => length > 0);
  }

  #together({ id }) {
    return this.#groups.find((each) => each.some(({ edit }) => edit.id === id)) ?? [];
  }

  get #all() {
    return this.#groups.flat();
  }

  get #latest() {
    return this.#groups.findLast(([{ wanted }]) => !wanted) ?? [];
  }
}

/** Whether nobody else changed the resource between the two: what came of the first is what the second was about. */
function follows(edit, { edit: first, event }) {
  return edit.id === first.id || edit.etag === event?.etag || edit.instead === event?.etag;
}
