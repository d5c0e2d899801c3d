// What becomes of the edits somebody makes here: they are shown and sent at once, told of, settled
// where somebody else was faster, and taken back.

import { change, read } from './api.js';
import { Conflict } from './conflict.js';
import { eventIdOf, inverse, newCommandId, requestOf, resourceOf, subjectOf } from './edit.js';
import { EditStore } from './edit-store.js';
import { invitedFrom } from './guests.js';
import { differences, merged, seen } from './merge.js';
import { oneAtATime } from './one-at-a-time.js';
import { MOST_WAITING, Outbox, isForNow } from './outbox.js';
import { overlaid, written } from './overlay.js';
import { nameOf, refusedText, savedText, savingText, takenBackText } from './edit-words.js';
import { askToMail } from './question.js';
import { Toast } from './toast.js';
import { Undo } from './undo.js';
import { WaitingChip } from './waiting-chip.js';

const LOOK_AGAIN = 250;
const MOST_LOOKS = 40; // ten seconds, together
const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select, dialog[open]';

export class Edits {
  #toast = new Toast();
  #undo = new Undo();
  #chip = new WaitingChip({ pressed: () => this.#decideNext() });
  #lastMade = 0; // no two edits are of the same moment: their ids tell which came first
  #asked = new Set(); // the ids of edits whose conflict was shown already
  #conflict;
  #store;
  #outbox;

  /**
   * @param userId whose edits these are
   * @param redraw called when other edits lie on top of what is held
   * @param refetch called when only a new snapshot shows what an edit did
   * @param check called with the error of each call that failed
   * @param signal aborted when somebody is signed in no longer
   */
  constructor({ locale, userId, redraw, refetch, check, signal }) {
    Object.assign(this, { redraw, refetch, check });
    this.#conflict = new Conflict({ locale });
    this.#store = new EditStore({ userId, gone: (id) => this.#outbox.drop(id), left: (edits) => this.#outbox.adopt(edits) });
    this.#outbox = new Outbox({
      store: this.#store,
      send: (edit) => this.#send(edit),
      ask: (id) => read(`/api/commands/${id}`),
      changed: () => this.#changed(),
      held: (edit, isNews) => this.#held(edit, isNews),
      withdrawn: (edit) => this.#withdrawn(edit),
      ended: (edit, outcome) => this.#ended(edit, outcome),
    });
    document.addEventListener('keydown', (event) => this.#key(event), { signal });
    // Once whoever waited for that dialog has heard of it, too.
    const closed = () => {
      this.#decideNext(true);
      this.#takeBackNext();
    };
    document.addEventListener('close', () => setTimeout(closed), { signal, capture: true });
  }

  /** Whether all that is on its way is kept where a reload does not reach. */
  get surviveAReload() {
    return this.#store.keepsAll;
  }

  /** Sends what was left from the last time. */
  start() {
    this.#store.start();
  }

  /** What is held, with the edits on their way on top. */
  on(held) {
    return overlaid(held, this.#outbox.edits, this.#outbox.isStuck, (edit) => this.#outbox.isBlocked(edit));
  }

  /** Google's resource as it is with the edits on their way, which whoever edits it next has before them. */
  over(resource, calendarId) {
    return written(resource, calendarId, this.#outbox.edits);
  }

  /** Whether there is nothing in a version of an event that whoever sees an occurrence of it has not seen. */
  isSeen(version, occurrence) {
    return this.#outbox.isSeen(version, occurrence);
  }

  /** Makes edits that belong together, in order; they can be taken back together. Answers why it cannot be, in words, or null. */
  make(...wanted) {
    if (!this.#outbox.hasRoomFor(wanted.length)) {
      return `${MOST_WAITING} changes are waiting to be saved. No more can be made until some of them are.`;
    }
    const group = wanted.map((edit) => this.#add(edit));
    this.#undo.push(group);
    if (this.#outbox.isBlocked(group[0])) {
      this.#toast.say(savingText(group[0], 'deciding'), { action: 'Decide', done: () => this.#decideNext() });
      return null;
    }
    const waits = this.#outbox.isStuck;
    const undoable = waits || group.every((edit) => inverse(edit, { etag: '' }, '')); // what is not sent yet needs no opposite
    this.#toast.say(savingText(group[0], waits ? 'waiting' : 'saving'), this.#taking(undoable));
    return null;
  }

  /** Takes back what was done last. */
  undo() {
    this.#toast.hide();
    this.#undo.want();
    this.#takeBackNext();
  }

  /** What the stream tells of commands and of events, anybody's. */
  told(name, { commandId: id, calendarId, eventId, event, ...rest }) {
    if (name === 'command') {
      this.#outbox.told({ commandId: id, event, ...rest });
      return;
    }
    const edit = this.#outbox.find(id) ?? this.#undo.of({ id })?.edit;
    if (edit && event?.etag) {
      this.#undo.wrote(edit, eventId, event.etag);
    }
    if (event && event.status !== 'cancelled') {
      this.#outbox.appeared(calendarId, event);
    }
  }

  /** Everything up to this number of the feed can be seen; answers whether less lies on top now. */
  shown(feedSeq) {
    return this.#outbox.shown(feedSeq);
  }

  /** A snapshot arrived that was asked for after all we know of. */
  snapshot() {
    this.#outbox.snapshot();
  }

  /** The connection is back. */
  caughtUp() {
    this.#outbox.caughtUp();
  }

  /** Says something to whoever wanted to edit, until it is read. */
  say(text) {
    this.#toast.warn(text);
  }

  /** Nothing more is sent or said. */
  stop() {
    this.#outbox.stop();
    this.#toast.clear();
  }

  #add(wanted, before = null) {
    this.#lastMade = Math.max(Date.now(), this.#lastMade + 1);
    const id = newCommandId(this.#lastMade);
    if (wanted.kind !== 'create') {
      return this.#outbox.add({ ...wanted, id }, before);
    }
    const eventId = eventIdOf(id);
    const shows = { ...wanted.shows, eventId, etag: null };
    return this.#outbox.add({ ...wanted, id, eventId, shows, key: `${wanted.calendarId}/${eventId}` }, before);
  }

  async #send(edit) {
    try {
      if (edit.kind === 'delete' && !edit.resource) {
        edit.resource = await this.#broughtBackFrom(edit);
      }
      const { method, path, etag, body } = requestOf(edit);
      return await change(method, path, body, etag ? { 'If-Match': etag } : {});
    } catch (error) {
      this.check(error);
      throw error;
    }
  }

  /** What is to be deleted, as it is now, or null; not deleted before that is known, else it could not be brought back. */
  #broughtBackFrom(edit) {
    return read(pathOf(edit, resourceOf(edit))).catch((error) => {
      if (isForNow(error)) {
        throw error;
      }
      return null;
    });
  }

  #ended(edit, outcome) {
    if (edit.state === 'conflict') {
      this.#settle(edit);
    } else if (edit.state === 'applied') {
      this.#applied(edit, outcome.event);
    } else {
      this.#undo.forget(edit);
      this.#toast.warn(refusedText(edit, outcome));
    }
    if (edit.visibleAt === Infinity) {
      this.refetch();
    }
    this.#takeBackNext();
  }

  /** It could not be sent for now. */
  #held(edit, isNews) {
    if (isNews && !this.#undo.of(edit)?.wanted) {
      this.#toast.say(savingText(edit, 'waiting'), this.#taking(this.#undo.isLatest(edit)));
    }
    this.#takeBackNext();
  }

  /** It was taken back in time. */
  #withdrawn(edit) {
    this.#undo.forget(edit);
    this.#toast.say(`“${nameOf(edit)}” was not sent`);
    this.#takeBackNext();
  }

  #applied(edit, event) {
    this.#undo.applied(edit, event);
    const done = this.#undo.of(edit);
    if (edit.undoes) {
      this.#toast.say(takenBackText(edit));
    } else if (done && !done.wanted) {
      this.#toast.say(savedText(edit), this.#taking(this.#undo.isLatest(edit) && inverse(edit, event, '')));
    } else if (edit.adopted) {
      this.#toast.say(savedText(edit));
    }
  }

  #taking(possible) {
    return possible ? { action: 'Undo', done: () => this.undo() } : {};
  }

  /** Takes back what is wanted, the latest first: what was done before is about what comes of that. */
  #takeBackNext = oneAtATime(async () => {
    for (let done = this.#undo.next; done; done = this.#undo.next) {
      const edit = this.#outbox.find(done.edit.id);
      if (edit?.state === 'conflict') {
        this.#leave(edit);
      } else if (edit?.state === 'waiting' && !edit.triedAt) {
        this.#outbox.drop(edit.id);
        this.#toast.say(`“${nameOf(edit)}” was not sent`);
      } else if (done.ended) {
        if (!(await this.#takeBack(done))) {
          return;
        }
      } else if (edit || done.awaits) {
        this.#toast.say(`Taking back “${nameOf(done.edit)}”…`);
        this.#outbox.withdraw(done.edit.id);
        return; // until it is known what came of it
      }
      this.#undo.forget(done.edit);
    }
  });

  /** Answers whether that has begun, or cannot be done; else it may be wanted again. */
  async #takeBack({ edit, event, series, sendUpdates }) {
    const back = inverse(edit, event, series);
    if (!back) {
      this.say(`“${nameOf(edit)}” cannot be taken back here. You can change it by hand.`);
      return true;
    }
    const { id: _, state: __, visibleAt: ___, ...wanted } = back;
    const mailed = edit.sendUpdates === 'all' && !sendUpdates;
    if (mailed && document.querySelector('dialog[open]')) {
      return false; // until it is closed: it has the reader's hands
    }
    wanted.sendUpdates = mailed ? await askToMail('Take it back, and tell the guests by e-mail?', [`It is about “${nameOf(edit)}”.`]) : (sendUpdates ?? 'none');
    if (!wanted.sendUpdates) {
      this.#undo.unwant(edit);
      return false;
    }
    this.#undo.mails(edit, wanted.sendUpdates);
    this.#toast.say(`Taking back “${nameOf(edit)}”…`);
    wanted.etag ??= back.kind === 'create' ? null : await this.#versionAfter(edit.etag, back);
    const made = this.#add(wanted, this.#outbox.firstBehind(edit)); // what was done since goes on top
    if (made.kind === 'create') {
      this.#undo.comesBack(subjectOf(edit), made);
    }
    return true;
  }

  /**
   * Of an instance that was taken out of its series nobody told us the version that it has now. It
   * can be read as soon as Google has told of that, soon after the edit itself.
   */
  async #versionAfter(before, { calendarId, eventId }) {
    const path = pathOf({ calendarId }, eventId);
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      const now = await read(path).then(({ etag }) => etag, () => null);
      if (now && now !== before) {
        return now;
      }
      await new Promise((done) => setTimeout(done, LOOK_AGAIN));
    }
    return '""'; // refused, and said to be
  }

  /** Somebody else was faster. Where they changed nothing that a person sees, ours goes on top; else its author decides. */
  #settle(edit) {
    if (this.#undo.of(edit)?.wanted) {
      return; // Google's stays, as soon as its turn has come
    }
    if (this.#undo.isCutBy(edit.theirs.etag) || rowsOf(edit).every(({ by }) => by === 'mine')) {
      this.#again(edit, edit.fields);
    } else {
      this.#decideNext(true);
    }
  }

  async #decide(edit, rows) {
    this.#asked.add(edit.id);
    this.#toast.hide();
    const kept = await this.#conflict.decide(edit, rows);
    if (!kept || !this.#outbox.find(edit.id)) {
      return; // another time, or another tab
    }
    const fields = edit.kind === 'change' ? merged(edit, kept) : edit.fields;
    const nothing = edit.kind === 'change' ? Object.keys(fields).length === 0 : kept.length === 0;
    if (nothing) {
      this.#leave(edit);
    } else {
      this.#again(edit, fields);
    }
    this.#decideNext();
  }

  /** Asks about the first conflict, never over what is open: a dialog has the reader's hands. */
  #decideNext(unasked = false) {
    const edit = this.#outbox.conflicts.find(({ id }) => !unasked || !this.#asked.has(id));
    if (edit && !document.querySelector('dialog[open]')) {
      this.#decide(edit, rowsOf(edit));
    }
  }

  /** What somebody else made of it stays. */
  #leave(edit) {
    this.#undo.forget(edit);
    this.#outbox.drop(edit.id, this.#asked.has(edit.id) ? edit.theirs : null); // unseen, it is not what later edits are about
    this.#toast.say(`“${edit.title}” stays as it is at Google`);
  }

  /** The same once more, about the version that is there now. */
  #again(edit, fields) {
    const { theirs, state: _, ...rest } = edit;
    const invited = fields.attendees ? { attendees: invitedFrom(fields.attendees, theirs.attendees) } : {};
    const deleted = edit.kind === 'delete' ? { resource: theirs } : {};
    const made = this.#add({ ...rest, ...deleted, etag: theirs.etag, fields: { ...fields, ...invited }, base: seen(theirs) }, edit);
    if (this.#undo.of(edit)) {
      this.#undo.replaced(edit, made);
    } else if (!edit.undoes) {
      this.#undo.push([made]); // it was made before the page was loaded
    }
    this.#outbox.drop(edit.id);
  }

  #changed() {
    this.#chip.show(this.#outbox);
    this.redraw();
  }

  #key(event) {
    const wanted = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (wanted && !event.target.closest?.(TYPING)) {
      event.preventDefault();
      this.undo();
    }
  }
}

/** What differs; of what is only to be changed in part, what its author has not seen stays as it is. */
const rowsOf = ({ kind, base = {}, fields = {}, theirs }) =>
  differences({ base, fields, theirs }).filter(({ by }) => kind !== 'change' || by !== 'unseen');

const pathOf = ({ calendarId }, eventId) => `/api/calendars/${encodeURIComponent(calendarId)}/events/${encodeURIComponent(eventId)}`;
