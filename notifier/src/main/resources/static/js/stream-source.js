// Where a tab's stream comes from: from the one that all tabs of this browser share, or where there
// is no SharedWorker (Chrome on Android, some private windows), from one of its own.
//
// A shared one may end without a word (its process was killed), or be there and do nothing. Of the
// first kind the browser starts another under the same name; the second is left, for one of another
// name, which is the same in each tab that finds it so.

import { read, streamAt } from './api.js';
import { watchOver } from './heartbeat.js';

const WORKER = '/js/stream-worker.js';
const ANSWERS_WITHIN = 15_000; // it has to be loaded first
let stuck = 0; // how many did nothing
let isShared = Boolean(globalThis.SharedWorker); // until one fails to start

/** Whether a stream that is opened here costs no connection of its own. */
export const tabsShare = () => isShared;

/** What an EventSource is, to whom opens it: events, `readyState` and `close`. */
export function openSource(url, position) {
  return isShared ? new SharedSource(url, position) : ownSource(url, position);
}

function ownSource(url, position) {
  const source = new EventSource(streamAt(url, position));
  watchOver(source, () => {
    source.close();
    source.dispatchEvent(new Event('error'));
  });
  return source;
}

class SharedSource extends EventTarget {
  #port = null;
  #userId;
  #unanswered;
  #hidden = () => this.#away(); // a tab that closes cannot say so later, one that is kept comes back
  readyState = EventSource.CONNECTING;

  constructor(url, position) {
    super();
    watchOver(this, () => this.#lost(), { alsoConnecting: true });
    this.#join(url, position);
  }

  /** The worker has the person's id in its name: two people in one browser never share one. */
  async #join(url, position) {
    try {
      const { userId } = await read('/api/me');
      this.#userId = userId;
      if (this.readyState === EventSource.CLOSED) {
        return;
      }
      const worker = new SharedWorker(WORKER, { name: `stream ${stuck + 1} of ${userId}`, type: 'module' });
      worker.addEventListener('error', () => {
        isShared = false;
        this.#lost();
      });
      this.#port = worker.port;
    } catch {
      this.#lost();
      return;
    }
    this.#port.onmessage = ({ data }) => this.#heard(data);
    this.#port.postMessage({ join: position, url, userId: this.#userId });
    this.#unanswered = setTimeout(() => this.#stuck(), ANSWERS_WITHIN);
    addEventListener('pagehide', this.#hidden);
  }

  #heard({ name, data, readyState }) {
    clearTimeout(this.#unanswered);
    if (this.readyState !== EventSource.CLOSED) {
      this.readyState = readyState;
      this.dispatchEvent(new MessageEvent(name, { data }));
    }
  }

  #stuck() {
    stuck++;
    this.#lost();
  }

  #lost() {
    this.#heard({ name: 'error', readyState: EventSource.CLOSED });
  }

  #away() {
    this.#lost();
    this.close();
  }

  close() {
    this.readyState = EventSource.CLOSED;
    clearTimeout(this.#unanswered);
    removeEventListener('pagehide', this.#hidden);
    this.#port?.postMessage({});
    this.#port = null;
  }
}
