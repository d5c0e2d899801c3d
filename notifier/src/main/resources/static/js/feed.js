// Puts snapshots and the stream of changes in one order. Pure: no DOM, no network, no clock.
//
// Two things tell us about the calendar: snapshots of a window of time, each with the feed number
// (`cursor`) up to which it is complete, and the stream, whose changes carry their own number.
// They run on different connections, so neither waits for the other:
//
// - A snapshot may be *ahead* of the stream. The changes up to its cursor still come by, but they
//   are in it already; applying them again would show the past for a moment. So: shown, not applied.
// - A snapshot may be *behind* the stream: it was read, then a change arrived and was applied, then
//   the snapshot arrived and would undo it. So the changes since are kept, and put back on top.
//   Where that is not possible (it concerns a series, which only the server can expand, or it is
//   so old that it was forgotten) the window is fetched once more.
// - The stream may repeat itself when it resumes. What is not greater than the position is dropped.

import { touchesSeries } from './occurrences.js';

const REMEMBERED = 2_000;

export class Feed {
  #position; // the stream has been read up to here
  #base; // the snapshot on screen is complete up to here
  #recent = []; // what was read since: { change, direct }, ascending
  #recentFrom; // #recent has everything above this
  #forgotten = -Infinity; // the last one dropped from it that no snapshot had shown yet
  #resyncing = new Set(); // calendars that are being read anew

  /** Starts from a first snapshot, or over again after a reset. */
  constructor(cursor) {
    this.#position = cursor;
    this.#base = cursor;
    this.#recentFrom = cursor;
  }

  /** Where the stream is to be resumed. */
  get position() {
    return this.#position;
  }

  /** The number up to which all there is to see can be seen. */
  get shown() {
    const missing = this.#recent.find((entry) => this.#isMissing(entry));
    return missing ? missing.change.feedSeq - 1 : Math.max(this.#position, this.#base);
  }

  /** Whether only a newer snapshot can show what the stream told. */
  get behind() {
    return (
      this.#forgotten > this.#base ||
      this.#recent.some((entry) => this.#isMissing(entry) && !this.#isHeld(entry))
    );
  }

  /** Whether a calendar is being read anew, its changes held back until that is done. */
  get holding() {
    return this.#resyncing.size > 0;
  }

  /** These calendars are gone, or closed to us: nobody will say that they have been read anew. */
  forget(calendarIds) {
    calendarIds.forEach((id) => this.#resyncing.delete(id));
  }

  /**
   * Takes a change or command from the stream. The answer says what to do with it:
   * `drop` (seen before), `shown` (in the snapshot already), `apply` (to the one event it speaks
   * of), `refetch` (only the server can tell what it means), `hold` (until the resync is over).
   */
  take(change) {
    if (!(change.feedSeq > this.#position)) {
      return 'drop';
    }
    const gap = change.feedSeq > this.#position + 1;
    this.#position = change.feedSeq;
    this.#noteResync(change);
    const told = this.#verdict(change);
    // Whatever is done with this one: what is missing before it, only a snapshot shows.
    this.#remember(change, !gap && (told === 'apply' || told === 'ignore'));
    return told;
  }

  /**
   * Takes a snapshot that is complete up to the cursor. Answers null when it is too old to be made
   * whole (fetch again), else the changes to apply on top of it, in order.
   */
  snapshot(cursor) {
    if (cursor < this.#recentFrom) {
      return null;
    }
    this.#base = cursor;
    return this.#recent
      .filter(({ change, direct }) => direct && change.feedSeq > cursor && isEvent(change))
      .map(({ change }) => change);
  }

  #verdict(change) {
    if (change.feedSeq <= this.#base) {
      return isEvent(change) ? 'shown' : 'ignore';
    }
    if (change.type === 'calsync.resync.completed.v1') {
      return 'refetch';
    }
    if (!isEvent(change)) {
      return 'ignore';
    }
    if (this.#resyncing.has(change.calendarId)) {
      return 'hold';
    }
    return touchesSeries(change) ? 'refetch' : 'apply';
  }

  #noteResync({ type, calendarId }) {
    if (type === 'calsync.resync.started.v1') {
      this.#resyncing.add(calendarId);
    } else if (type === 'calsync.resync.completed.v1') {
      this.#resyncing.delete(calendarId);
    }
  }

  #remember(change, direct) {
    this.#recent.push({ change, direct });
    if (this.#recent.length > REMEMBERED) {
      const oldest = this.#recent.shift();
      this.#recentFrom = oldest.change.feedSeq;
      this.#forgotten = this.#isMissing(oldest) ? this.#recentFrom : this.#forgotten;
    }
  }

  #isMissing({ change, direct }) {
    return !direct && change.feedSeq > this.#base;
  }

  #isHeld({ change }) {
    return this.#resyncing.has(change.calendarId);
  }
}

function isEvent({ type }) {
  return type?.startsWith('calsync.event.') ?? false;
}
