// How fresh the page is, and what just changed, said without getting in the way.

import { byId } from './dom.js';
import { titleOf } from './occurrences.js';
import { whereOf } from './origins.js';
import { ago } from './time.js';

const ICONS = { live: 'live', reconnecting: 'live', offline: 'lost' };
const WORDS = { live: 'Live', reconnecting: 'Reconnecting…', offline: 'Offline' };
const MEANS = {
  live: 'Connected: changes show as they happen',
  reconnecting: 'The live connection broke; it is being restored. What you see may be behind',
  offline: 'No connection. What you see is as it was; it catches up by itself. Click to try now',
};
const FEW = 2;
const SHOWN_FOR = 5_000;

/** The chip in the header. */
export class ConnectionChip {
  #state = 'reconnecting';
  #since = Date.now();
  #wasLive = false;

  /**
   * @param retry called when somebody wants to be connected now
   * @param signal aborted when the chip is there no longer; absent: it stays as long as the page
   */
  constructor({ retry, signal }) {
    byId('connection').addEventListener('click', () => this.#state !== 'live' && retry());
    const timer = setInterval(() => this.#draw(), 5_000);
    signal?.addEventListener('abort', () => clearInterval(timer));
  }

  show(state, since) {
    if (!(state === 'offline' && this.#state === 'reconnecting')) {
      this.#since = since; // offline counts from when the stream broke
    }
    this.#state = state;
    this.#wasLive ||= state === 'live';
    document.documentElement.dataset.connection = state;
    this.#draw();
  }

  #draw() {
    const text = byId('connection-text');
    const words = this.#wasLive || this.#state === 'offline' ? WORDS[this.#state] : 'Connecting…';
    const time = this.#state === 'offline' ? ` · ${ago(this.#since, Date.now())}` : '';
    if (text.textContent !== words + time) {
      text.textContent = words + time;
    }
    const chip = byId('connection');
    chip.title = MEANS[this.#state];
    chip.ariaDisabled = String(this.#state === 'live'); // there is nothing to try
    chip.querySelector('use').setAttribute('href', `#icon-${ICONS[this.#state]}`);
  }
}

/** The line that says what changed. */
export class Announcer {
  #pending = [];
  #timer = null;
  #clearing;

  /** Says it, together with what else comes in the next moment. */
  say(change, calendar) {
    this.#pending.push([change, calendar]);
    this.#timer ??= setTimeout(() => this.#speak(), 120);
  }

  #speak() {
    this.#timer = null;
    const told = this.#pending.splice(0);
    const text =
      told.length <= FEW ? told.map((each) => sentence(...each)).join(', ') : `${told.length} changes`;
    const line = byId('announcement');
    line.textContent = text;
    line.classList.add('shown');
    clearTimeout(this.#clearing);
    this.#clearing = setTimeout(() => line.classList.remove('shown'), SHOWN_FOR);
  }
}

function sentence({ type, event, changed = [], previous, origin }, calendar) {
  const named = event?.status === 'cancelled' ? (previous ?? event) : (event ?? previous); // what was removed has no title any more
  const title = titleOf(named ?? {});
  return `${verb(type, event, changed)} ${whereOf({ origin })}: ${title}${calendar ? ` · ${calendar.summary}` : ''}`;
}

function verb(type, event, changed) {
  if (type.startsWith('calsync.event.created')) {
    return 'Added';
  }
  if (type.startsWith('calsync.event.deleted') || event?.status === 'cancelled') {
    return 'Removed';
  }
  if (changed.includes('start') || changed.includes('end')) {
    return 'Moved';
  }
  return changed.includes('summary') ? 'Renamed' : 'Changed';
}
