// Whether somebody is still signed in, as the answers to our calls tell.

import { read } from './api.js';

export class SignedIn {
  #over = false;

  /** @param ended called once, when the session is over */
  constructor({ ended }) {
    this.ended = ended;
  }

  /** Whether this error means that the session is over; if so, so is the page. */
  check(error) {
    if (error.signedOut && !this.#over) {
      this.#over = true;
      this.ended();
    }
    return Boolean(error.signedOut);
  }

  /** A promise of an answer, its failures noted. */
  asked(promise) {
    return promise.catch((error) => {
      this.check(error);
      throw error;
    });
  }

  /** Answers false when there is no use in trying again. */
  async still() {
    try {
      await read('/api/me');
    } catch (error) {
      return !this.check(error);
    }
    return !this.#over;
  }
}
