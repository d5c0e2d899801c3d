// What is said at the bottom of the page about edits: one line that passes, with at most one thing to
// do about it, and above it what went wrong, all of it, until somebody has read it.

import { byId, element } from './dom.js';

const SHOWN_FOR = 10_000;
const MOST_WARNINGS = 50; // as many as edits may wait

export class Toast {
  #timer;
  #done = () => {};

  constructor() {
    byId('toast-close').addEventListener('click', () => this.hide());
    byId('toast-action').addEventListener('click', () => {
      const done = this.#done;
      this.hide();
      done();
    });
    byId('warning-close').addEventListener('click', () => this.#read());
  }

  /** Says it for ten seconds. */
  say(text, { action, done } = {}) {
    clearTimeout(this.#timer);
    this.#done = done ?? this.#done;
    byId('toast').hidden = false;
    byId('toast-text').textContent = text;
    byId('toast-action').textContent = action ?? '';
    byId('toast-action').hidden = !action;
    this.#timer = setTimeout(() => this.hide(), SHOWN_FOR);
  }

  /** Says what went wrong, beside what did before, until somebody has read it; what was on its way is said no longer. */
  warn(text) {
    this.hide();
    const said = [...byId('warning-text').children].find(({ textContent }) => textContent === text);
    byId('warning').hidden = false;
    byId('warning-text').append(said ?? element('p', {}, text));
    [...byId('warning-text').children].slice(0, -MOST_WARNINGS).forEach((line) => line.remove());
  }

  /** What was said last is said no longer. */
  hide() {
    clearTimeout(this.#timer);
    byId('toast').hidden = true;
  }

  /** Nothing is said any more. */
  clear() {
    this.hide();
    this.#read();
  }

  #read() {
    byId('warning').hidden = true;
    byId('warning-text').replaceChildren();
  }
}
