// Edits on their way: kept, sent in order, sent again when the connection is back, and followed
// until it is known what became of them.
//
// Of one event (or series) one edit is under way at a time: the next one names the version that
// came of it. An edit ends when what it did can be seen, so that nothing flickers in between.

import { isCut, isMoving, makesVersionFor, subjectOf } from './edit.js';
import { differences } from './merge.js';
import { oneAtATime } from './one-at-a-time.js';

/** So many edits may wait; more are not taken. */
export const MOST_WAITING = 50;

const RETRY = 1_000;
const LONGEST_RETRY = 30_000;
const LOOKS_EVERY = 1_000;
const ASKED_AFTER = 1_500; // the stream tells most that soon; the longer it takes, the less often it is asked for
const ASKED_AT_LEAST_EVERY = 30_000;
const LOST_AFTER = 60_000; // accepted, and yet unknown: it is sent once more, under the same id
const BROKEN_AFTER = 7; // answers of 500 in a row,
const BROKEN_FOR = 60_000; // and at least so long: each new edit or connection has it tried sooner than by itself
const REMEMBERED = 50;
const ARRIVED_AFTER = 30_000; // in another calendar, should nobody have told of it
const UNSENT = [0, 408, 425, 429, 500, 502, 503, 504];

/** Whether a call failed in such a way that the same may succeed later. */
export const isForNow = ({ status = 0 }) => UNSENT.includes(status);

export class Outbox {
  #edits;
  #timer = null;
  #failures = 0;
  #stopped = false;
  #asked = new Set(); // those that an answer is awaited for
  #broken = new WeakMap(); // how often in a row, and since when, an edit was answered with 500
  #versions = []; // what the last edits made of what: { done, etag }

  /** Sends what can be sent. */
  pump = oneAtATime(() => this.#pump());

  /**
   * @param store where edits survive
   * @param send an edit → promise; rejected with an error whose status, if any, says why
   * @param ask a command's id → promise of its outcome
   * @param changed called when what is under way changes
   * @param held called with (edit, isNews) when one cannot be sent for now; `isNews` the first time in a row
   * @param withdrawn called with an edit that was withdrawn before the service had it
   * @param ended called with (edit, outcome) when it is known what became of one: { status, reason, event }
   */
  constructor({ store, send, ask, changed, held, withdrawn, ended }) {
    Object.assign(this, { store, send, ask, changed, held, withdrawn, ended });
    this.#edits = [];
    this.checking = setInterval(() => this.#check(), LOOKS_EVERY);
  }

  /** Those that are not done, in order. */
  get edits() {
    return this.#edits;
  }

  /** How many have not reached the service. */
  get waiting() {
    return this.#edits.filter(({ state }) => state === 'waiting').length;
  }

  /** Whether so many more are taken. */
  hasRoomFor(count) {
    return this.#edits.length + count <= MOST_WAITING;
  }

  /** Whether some wait because they cannot be sent for now. */
  get isStuck() {
    return this.waiting > 0 && this.#failures > 0;
  }

  /** Whether an edit waits for what its author has to decide first. */
  isBlocked(edit) {
    const before = this.#edits.slice(0, this.#edits.indexOf(edit));
    return before.some((each) => each.state === 'conflict' && subjectOf(each) === subjectOf(edit));
  }

  /** Whether whoever sees an occurrence has seen all of a version: it is the one on screen, or our own edits made it of that. */
  isSeen(version, { eventId, recurringEventId: seriesId, etag }) {
    const seen = new Set([etag]);
    for (const { done, etag: made } of this.#versions) {
      if (seen.has(done.etag) && makesVersionFor(done, { eventId, seriesId, scope: seriesId ? 'this' : null, etag: done.etag })) {
        seen.add(made);
      }
    }
    return seen.has(version);
  }

  /** Takes an edit, in front of another if one is given. */
  add(edit, before = null) {
    const at = before ? this.#edits.indexOf(before) : this.#edits.length;
    const made = { ...edit, etag: this.#versionNow(edit), state: 'waiting', triedAt: 0, sentAt: null, withdrawn: false, hasArrived: false };
    this.#edits.splice(at, 0, made);
    this.store.keep(made);
    this.changed();
    this.pump();
    return made;
  }

  /** Takes edits over from another tab, each behind those that were made before it. */
  adopt(edits) {
    for (const edit of edits.filter(({ id }) => !this.find(id))) {
      const behind = this.#edits.findLastIndex(({ id }) => id < edit.id);
      this.#edits.splice(behind + 1, 0, { ...edit, adopted: true, triedAt: Date.now() });
    }
    this.changed();
    this.caughtUp();
  }

  /** Gives up an edit; those that waited behind it are about the version that is there now, if one is given. */
  drop(id, version = null) {
    const edit = this.find(id);
    this.store.forget(id);
    if (edit) {
      this.#passOn(edit, version, true);
      this.#edits = this.#edits.filter((each) => each !== edit);
      this.changed();
      this.pump();
    }
  }

  /**
   * It is not to be sent again. An answer may have been lost, so the service is asked about it: what it
   * does not know of a while after it was tried is dropped, else it goes on as one that was sent.
   */
  withdraw(id) {
    const edit = this.find(id);
    if (edit?.state === 'waiting' && !edit.withdrawn) {
      this.#become(edit, { withdrawn: true });
      this.#check(true);
    }
  }

  /** Those of which somebody else was faster, and whose author has not decided yet. */
  get conflicts() {
    return this.#edits.filter(({ state }) => state === 'conflict');
  }

  /** What the stream tells of a command, ours or not. */
  told({ commandId, feedSeq, ...outcome }) {
    const edit = this.find(commandId);
    if (edit && (edit.state === 'waiting' || edit.state === 'sent')) {
      this.#end(edit, outcome, feedSeq);
    }
  }

  /** The first edit not sent yet that is about the same event, or series, as another, and takes nothing back. */
  firstBehind(edit) {
    const isBehind = (each) => each.state === 'waiting' && !each.sending && !each.undoes && subjectOf(each) === subjectOf(edit);
    return this.#edits.find(isBehind) ?? null;
  }

  find(id) {
    return this.#edits.find((edit) => edit.id === id);
  }

  /** An event is in a calendar now: whatever was moved there has arrived. */
  appeared(calendarId, { id, recurringEventId }) {
    this.#edits
      .filter((edit) => edit.kind === 'move' && edit.destination === calendarId && [id, recurringEventId].includes(subjectOf(edit)))
      .forEach((edit) => this.#arrived(edit));
  }

  /** Everything up to this number of the feed can be seen; what was done by then lies on top no longer, once it is where it was moved to. */
  shown(feedSeq) {
    const done = this.#edits.filter((edit) => edit.state === 'applied' && edit.visibleAt <= feedSeq && !isMoving(edit));
    this.#edits = this.#edits.filter((edit) => !done.includes(edit));
    return done.length > 0;
  }

  /** Asks again for what was accepted: while we were away nobody told us of it. */
  caughtUp() {
    this.#failures = 0;
    this.#check(true);
    this.pump();
  }

  stop() {
    this.#stopped = true;
    this.store.stop();
    clearInterval(this.checking);
    clearTimeout(this.#timer);
  }

  async #pump() {
    clearTimeout(this.#timer);
    for (let edit = this.#next(); edit && !this.#stopped; edit = this.#next()) {
      try {
        edit.sending = true;
        edit.triedAt = Date.now();
        await this.send(edit);
        if (this.#stopped) {
          return; // whose it is now knows nothing of it yet, and sends it again
        }
        this.#reached();
        if (edit.state === 'waiting') { // the stream may have been faster than the answer
          this.#become(edit, { state: 'sent', sentAt: Date.now() });
        }
      } catch (error) {
        if (error.signedOut) {
          return;
        }
        if (isForNow(error) && !this.#isHopeless(edit, error)) {
          delete edit.sending;
          this.#hold(edit);
          return;
        }
        if (edit.state === 'waiting') {
          this.#end(edit, { status: 'REJECTED', problem: error }, 0);
        }
      } finally {
        delete edit.sending;
      }
    }
  }

  /** Whether the service can be reached, and time and again breaks on this edit: the others must not wait for it for ever. */
  #isHopeless(edit, { status }) {
    if (status !== 500) {
      this.#broken.delete(edit);
      return false;
    }
    const { times, since } = this.#broken.get(edit) ?? { times: 0, since: Date.now() };
    this.#broken.set(edit, { times: times + 1, since });
    return times + 1 >= BROKEN_AFTER && Date.now() - since >= BROKEN_FOR;
  }

  #hold(edit) {
    this.#timer = setTimeout(this.pump, Math.min(LONGEST_RETRY, RETRY * 2 ** this.#failures++));
    const isNews = this.#failures === 1;
    this.held(edit, isNews);
    if (isNews) {
      this.changed();
    }
  }

  /** The service can be reached. */
  #reached() {
    if (this.#failures > 0) {
      this.#failures = 0;
      this.changed();
    }
  }

  #next() {
    return this.#edits.find((edit, at) => edit.state === 'waiting' && !edit.withdrawn && !this.#isBehind(edit, at));
  }

  #isBehind(edit, at) {
    const goesFirst = (each, index) => (index < at ? each.state !== 'applied' || isMoving(each) : each.sending || each.state === 'sent');
    return this.#edits.some(
      (each, index) => each !== edit && subjectOf(each) === subjectOf(edit) && goesFirst(each, index),
    );
  }

  #arrived(edit) {
    edit.hasArrived = true;
    this.changed();
    this.pump();
  }

  async #check(all = false) {
    const isLate = (edit) => edit.state === 'applied' && isMoving(edit) && Date.now() - edit.appliedAt > ARRIVED_AFTER;
    this.#edits.filter(isLate).forEach((edit) => this.#arrived(edit));
    const isUnknown = ({ state, withdrawn, sending }) => state === 'sent' || (state === 'waiting' && withdrawn && !sending);
    const isWanted = (edit) => isUnknown(edit) && !this.#asked.has(edit) && (all || isToBeAsked(edit, Date.now()));
    for (const edit of this.#edits.filter(isWanted)) {
      if (!isWanted(edit)) {
        continue; // we were told, or another look has asked, while this one waited
      }
      this.#asked.add(edit);
      edit.askedAt = Date.now();
      try {
        const { status, reason, event } = await this.ask(edit.id);
        if (this.#stopped) {
          return;
        }
        this.#reached();
        if (edit.state === 'waiting') {
          this.#become(edit, { state: 'sent', sentAt: Date.now(), withdrawn: false });
        }
        if (status !== 'PENDING' && edit.state === 'sent') {
          this.#end(edit, { status, reason, event }, 'next');
        }
      } catch (error) {
        const isLost = error.status === 404 && this.find(edit.id) && Date.now() - (edit.sentAt ?? edit.triedAt) > LOST_AFTER;
        if (isLost && edit.state === 'waiting' && !edit.sending) {
          this.drop(edit.id);
          this.withdrawn(edit);
        } else if (isLost && edit.state === 'sent') {
          this.#become(edit, { state: 'waiting' });
          this.pump();
        }
      } finally {
        this.#asked.delete(edit);
      }
    }
  }

  /** @param visibleAt when the feed shows it: its number, or `next` for the next snapshot */
  #end(edit, outcome, visibleAt) {
    if (outcome.reason === 'conflict' && outcome.event && edit.kind !== 'join') { // of two series there is no choice by field
      this.#become(edit, { state: 'conflict', theirs: outcome.event });
    } else if (outcome.status === 'APPLIED') {
      this.store.forget(edit.id);
      Object.assign(edit, { state: 'applied', appliedAt: Date.now(), visibleAt: visibleAt === 'next' ? Infinity : visibleAt });
      this.#remember(edit, outcome.event);
      this.#passOn(edit, outcome.event, isOurs(edit, outcome.event));
    } else {
      this.store.forget(edit.id);
      edit.state = 'refused';
      this.#edits = this.#edits.filter((each) => each !== edit);
    }
    this.ended(edit, outcome);
    this.changed();
    this.pump();
  }

  /** A snapshot that was asked for after an outcome shows it. */
  snapshot() {
    this.#edits.filter(({ visibleAt }) => visibleAt === Infinity).forEach((edit) => (edit.visibleAt = 0));
  }

  /** An edit that was begun before one of ours was done is about the version which that one made. */
  #versionNow(edit) {
    return this.#versions.reduce(
      (etag, { done, etag: made }) =>
        (etag === null || etag === done.etag) && makesVersionFor(done, { ...edit, etag }) ? made : etag,
      edit.etag,
    );
  }

  #remember(done, event) {
    if (event?.etag && isOurs(done, event) && !isCut(done, event)) {
      this.#versions = [...this.#versions, { done: { ...done }, etag: event.etag }].slice(-REMEMBERED);
    }
  }

  /** Later edits of the same event name the version that they now are about, unless another tab's was made on one that was not seen here. */
  #passOn(done, event, isKnown) {
    if (event?.etag && !isCut(done, event)) {
      const isSeen = ({ etag }) => etag === null || (isKnown && (!done.adopted || etag === done.etag));
      this.#edits
        .slice(this.#edits.indexOf(done) + 1)
        .filter((later) => later.state === 'waiting' && makesVersionFor(done, later) && isSeen(later))
        .forEach((later) => this.#become(later, { etag: event.etag }));
    }
  }

  #become(edit, change) {
    if (this.#edits.includes(edit)) {
      Object.assign(edit, change);
      this.store.keep(edit);
      this.changed();
    }
  }
}

function isToBeAsked({ sentAt, triedAt, askedAt }, now) {
  const since = sentAt ?? triedAt;
  return now - Math.max(askedAt ?? 0, since) > Math.min(ASKED_AT_LEAST_EVERY, Math.max(ASKED_AFTER, (now - since) / 2));
}

/**
 * Whether the version that came of an edit has nothing in it that its author did not see: what is there already
 * is not written again, whoever wrote it. A rule that names days goes along with the times.
 */
function isOurs({ kind, scope, base = {}, fields = {} }, theirs) {
  if (kind !== 'change' || scope === 'following' || !theirs) {
    return true;
  }
  const goesAlong = (name) => name === 'repeat' && 'start' in fields;
  return differences({ base, fields, theirs }).every(({ name, by }) => by !== 'theirs' || goesAlong(name));
}
