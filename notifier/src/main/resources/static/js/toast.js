// One line at the bottom of the page about an edit, with at most one thing to do about it.

import { byId } from './dom.js';

const SHOWN_FOR = 10_000;

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
  }

  /** Says it for ten seconds. */
  say(text, { action, done } = {}) {
    this.#show(text, 'status', action, done);
    this.#timer = setTimeout(() => this.hide(), SHOWN_FOR);
  }

  /** Says what went wrong, until somebody has read it. */
  warn(text, { action, done } = {}) {
    this.#show(text, 'alert', action, done);
  }

  hide() {
    clearTimeout(this.#timer);
    byId('toast').hidden = true;
  }

  #show(text, role, action, done) {
    clearTimeout(this.#timer);
    this.#done = done ?? this.#done;
    const toast = byId('toast');
    toast.classList.toggle('bad', role === 'alert');
    toast.hidden = false;
    byId('toast-text').setAttribute('role', role);
    byId('toast-text').textContent = text;
    byId('toast-action').textContent = action ?? '';
    byId('toast-action').hidden = !action;
  }
}
