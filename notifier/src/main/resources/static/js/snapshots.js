// Fetches windows of time: one request at a time, however often one is wished for.

const SOON = 30;
const QUIET = 150;
const RETRY = 500;
const LONGEST_RETRY = 30_000;
const PATIENCE = 30_000; // the more often it failed, the longer: it may be large, and the line slow
const LONGEST_PATIENCE = 480_000;

export class Snapshots {
  #window = null;
  #inFlight = null;
  #again = false;
  #timer = null;
  #lastAt = 0;
  #failures = 0;

  /**
   * @param fetchWindow (window, { signal, patience }) → promise of a snapshot
   * @param arrived called with (snapshot, window); answers whether it is good enough
   * @param failed called with the error of each attempt that failed
   * @param busy called with whether a request is under way
   */
  constructor({ fetchWindow, arrived, failed, busy }) {
    Object.assign(this, { fetchWindow, arrived, failed, busy });
  }

  /** Moves to another window and fetches it at once; a request for the old one is dropped. */
  show(window) {
    this.#window = window;
    this.#inFlight?.abort();
    this.#inFlight = null;
    return this.#run();
  }

  /** The window on screen is out of date: at once when all was quiet, else together with what follows. */
  refresh() {
    if (this.#inFlight) {
      this.#again = true;
    } else if (this.#timer === null && this.#window) {
      const quiet = performance.now() - this.#lastAt > 4 * QUIET;
      this.#timer = setTimeout(() => this.#run(), quiet ? SOON : QUIET);
    }
  }

  /** Forgets what is under way. */
  stop() {
    this.#inFlight?.abort();
    this.#inFlight = null;
    this.#window = null;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.busy(false);
  }

  async #run() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const request = new AbortController();
    this.#inFlight = request;
    this.#again = false;
    this.busy(true);
    let good = false;
    try {
      const window = this.#window;
      const patience = Math.min(LONGEST_PATIENCE, PATIENCE * 2 ** this.#failures);
      const snapshot = await this.fetchWindow(window, { signal: request.signal, patience });
      if (request !== this.#inFlight) {
        return;
      }
      good = this.arrived(snapshot, window);
      this.#failures = good ? 0 : this.#failures + 1;
    } catch (error) {
      if (request !== this.#inFlight) {
        return;
      }
      this.#failures++;
      this.failed(error);
    }
    this.#lastAt = performance.now();
    this.#finish(request, good);
  }

  #finish(request, good) {
    if (request !== this.#inFlight) {
      return; // stopped or moved on by what it told
    }
    this.#inFlight = null;
    this.busy(false);
    if (!good) {
      const pause = Math.min(LONGEST_RETRY, RETRY * 2 ** (this.#failures - 1));
      this.#timer = setTimeout(() => this.#run(), pause);
    } else if (this.#again) {
      this.refresh();
    }
  }
}
