// Keeps the stream of changes open, whatever happens to the connection.
//
// The browser resumes by itself after a cut, with Last-Event-ID. It gives up for good when the
// answer is not a stream (the service restarts, the session ended): then we ask whether we are
// still signed in, and open anew from where we are, ever more slowly while that fails.
//
// Where tabs cannot share a stream, one that nobody looks at has none: a browser opens six
// connections to a host, and a phone has better uses for its battery.

import { openSource, tabsShare } from './stream-source.js';

const OFFLINE_AFTER = 15_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 20_000;
const TOLD = ['change', 'command', 'calendar', 'account', 'reset'];

export class Stream {
  #source = null;
  #failures = 0;
  #timer;
  #offlineTimer;
  #state = null;

  /**
   * @param position where to go on from, asked each time the stream is opened; null: not yet
   * @param told called with (name, data) for each event
   * @param changed called with (state, since) when the connection's state changes
   * @param stillSignedIn answers false when there is no use in trying again
   */
  constructor({ url, position, told, changed, stillSignedIn }) {
    Object.assign(this, { url, position, told, changed, stillSignedIn });
    addEventListener('online', () => this.#hurry());
    addEventListener('offline', () => this.#become('offline'));
    document.addEventListener('visibilitychange', () => (rests() ? this.pause() : this.#hurry()));
  }

  /** Opens the stream; a stream that is open is closed first. */
  open() {
    const position = this.position();
    if (this.#state === 'closed' || position === null || rests()) {
      return;
    }
    this.#close();
    const source = openSource(this.url, position);
    this.#source = source;
    source.addEventListener('open', () => this.#opened());
    source.addEventListener('error', () => this.#failed(source));
    for (const name of TOLD) {
      source.addEventListener(name, ({ data }) => this.told(name, parsed(data)));
    }
    if (this.#state !== 'live') {
      this.#become('reconnecting');
    }
  }

  /** Closes it until it is opened again. */
  pause() {
    this.#close();
    this.#become('reconnecting');
  }

  /** Ends it. */
  close() {
    this.#close();
    clearTimeout(this.#offlineTimer);
    this.#state = 'closed';
  }

  #close() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
  }

  #opened() {
    this.#failures = 0;
    this.#become('live');
  }

  #failed(source) {
    if (source !== this.#source) {
      return;
    }
    this.#become(navigator.onLine ? 'reconnecting' : 'offline');
    if (source.readyState === EventSource.CLOSED) {
      const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures++);
      this.#timer = setTimeout(() => this.#again(), FIRST_PAUSE / 2 + Math.random() * longest);
    }
  }

  async #again() {
    if ((await this.stillSignedIn()) && this.#state !== 'closed') {
      this.open();
    }
  }

  #hurry() {
    if (this.#state !== 'live' && this.#state !== 'closed') {
      this.#failures = 0;
      this.open();
    }
  }

  #become(state) {
    if (state === this.#state || this.#state === 'closed') {
      return;
    }
    if (state === 'reconnecting' && this.#state === 'offline' && this.#offlineTimer === null) {
      return; // offline stays offline until a stream is open again
    }
    clearTimeout(this.#offlineTimer);
    this.#offlineTimer = null;
    if (state === 'reconnecting') {
      this.#offlineTimer = setTimeout(() => {
        this.#offlineTimer = null;
        this.#become('offline');
      }, OFFLINE_AFTER);
    }
    this.#state = state;
    this.changed(state, Date.now());
  }
}

function rests() {
  return document.hidden && !tabsShare();
}

function parsed(data) {
  return data ? JSON.parse(data) : {};
}
