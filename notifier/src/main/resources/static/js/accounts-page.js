// The accounts of somebody who is signed in, kept true by the same stream as the calendar.

import { post, put, read, remove } from './api.js';
import { accountCard, countFreshness } from './account-card.js';
import { byId, element, fill, released } from './dom.js';
import { leaveForGoogle } from './google-sign-in.js';
import { oneAtATime } from './one-at-a-time.js';
import { pendingCard } from './pending-card.js';
import { ask } from './question.js';
import { ConnectionChip } from './status.js';
import { Stream } from './stream.js';
import { ago, spanText } from './time.js';

const EVERY = 10_000; // freshness grows old without any event
const FAILED = 'That did not work. Please try again in a moment.';

export class AccountsPage {
  #failing = false;
  #delivery = null;
  #leaving = false;
  #answers = Promise.resolve();
  #departure = Promise.resolve();

  /** Reads everything now, or once more when it is being read already. */
  reload = oneAtATime(() => this.#read());

  /** @param gone called with a sign-in reason when the session is over */
  constructor({ locale, gone }) {
    Object.assign(this, { locale, gone });
    this.does = {
      reconnect: (account) => this.#try(leaveForGoogle(account)),
      disconnect: (account) => this.#disconnect(account),
      select: (calendar, wanted, box) => this.#select(calendar, wanted, box),
      confirm: ({ id }) => this.#try(post(`/api/accounts/pending/${id}/confirm`)),
      decline: ({ id }) => this.#try(remove(`/api/accounts/pending/${id}`)),
    };
    byId('connect').addEventListener('click', () => this.#try(leaveForGoogle()));
    byId('sign-out').addEventListener('click', () => this.#leave(() => post('/logout')));
    byId('sign-out-everywhere').addEventListener('click', () => this.#signOutEverywhere());
    byId('delete-everything').addEventListener('click', () => this.#deleteEverything());
    const chip = new ConnectionChip({ retry: () => this.stream.open() });
    this.stream = new Stream({
      url: '/api/stream',
      position: () => '', // from now on: only what has no number is of interest here
      told: (name) => (name === 'account' || name === 'calendar') && this.reload(),
      changed: (state, since) => {
        chip.show(state, since);
        if (state === 'live') {
          this.reload(); // hints have no number: one sent while there was no stream is lost
        }
      },
      stillSignedIn: () => this.#stillSignedIn(),
    });
  }

  /** Shows the accounts and keeps them true; `asked` is the pending one to look at first. */
  async start(asked) {
    await this.reload();
    document.getElementById(`pending-${asked}`)?.focus();
    this.stream.open();
    setInterval(() => document.hidden || this.reload(), EVERY);
    setInterval(() => this.#count(), 5_000);
  }

  /** Says what went wrong; an empty text takes it away. */
  warn(text) {
    byId('message').textContent = text;
    byId('message').hidden = !text;
  }

  async #read() {
    try {
      await this.#departure;
      const { accounts, pending = [], delivery, lists } = await (this.#answers = this.#ask());
      await released(byId('page')); // what is asked for meanwhile is read right after this
      this.#delivery = delivery;
      this.#draw(accounts, pending, lists);
      this.#mended();
    } catch (error) {
      this.#failed(error);
    }
  }

  async #ask() {
    const [answer, { calendars }] = await Promise.all([read('/api/accounts'), read('/api/calendars')]);
    return { ...answer, lists: await Promise.all(answer.accounts.map((account) => this.#calendarsOf(account, calendars))) };
  }

  /** An account that was taken away elsewhere a moment ago has none. */
  async #calendarsOf({ id }, kept) {
    try {
      const { calendars } = await read(`/api/accounts/${id}/calendars`);
      return calendars.map((each) => ({ ...each, accountId: id, health: kept.find((one) => one.id === each.id)?.health }));
    } catch (error) {
      if (error.status === 404) {
        return null;
      }
      throw error;
    }
  }

  /** Draws all of it; the focus stays where it was. */
  #draw(accounts, pending, lists) {
    byId('page').hidden = false; // not before: whoever is not signed in sees nothing of it
    fill(byId('pending'), ...pending.map((each) => pendingCard(each, this.does)));
    const options = { locale: this.locale, does: this.does };
    const cards = accounts.map((account, at) => accountCard(account, lists[at], options));
    const now = Date.now();
    [byId('accounts'), ...cards].forEach((each) => countFreshness(each, now)); // else no card would look like the one that is there
    const none = element('p', { class: 'hint' }, 'No Google account is connected.');
    fill(byId('accounts'), ...(cards.length > 0 ? cards : [none]));
    this.#count();
  }

  #count() {
    const now = Date.now();
    countFreshness(byId('accounts'), now);
    const unpushed = this.#delivery?.pushed === false;
    byId('delivery').hidden = !unpushed;
    if (unpushed) {
      byId('delivery').textContent = this.#freshness(now);
    }
  }

  #freshness(now) {
    const every = spanText(this.#delivery.polledEvery);
    const proven = [...byId('accounts').querySelectorAll('[data-health=POLLING] [data-proven]')]
      .map(({ dataset }) => Date.parse(dataset.proven))
      .filter((at) => !Number.isNaN(at));
    const oldest = proven.length > 0 ? ` The one looked at longest ago was proven in sync ${ago(Math.min(...proven), now)}.` : '';
    return `Calsync has no public address that Google could call. Calendars are polled, every ${every} or so: that is how old what you see may be.${oldest}`;
  }

  async #select({ id, accountId, summary }, wanted, box) {
    box.disabled = true;
    const path = `/api/accounts/${accountId}/calendars/${id}/selection`;
    if (!(await this.#try(put(path, { selected: wanted })))) {
      this.warn(`${summary} could not be switched ${wanted ? 'on' : 'off'}. Please try again in a moment.`);
      this.reload();
    }
  }

  async #disconnect({ id, email }) {
    const yes = await ask({
      title: `Disconnect ${email}?`,
      lines: [
        'Google stops telling Calsync about its changes, and the access you gave is taken back at Google.',
        'Its calendars and events leave Calsync. Nothing changes in Google Calendar.',
        'To have it back you connect it again, and it is read anew.',
      ],
      yes: 'Disconnect',
      dangerous: true,
    });
    if (yes) {
      // Not while its calendars are asked for, nor the other way round: there would be none.
      const gone = this.#answers.catch(() => {}).then(() => remove(`/api/accounts/${id}`));
      this.#departure = gone.catch(() => {});
      await this.#try(gone);
    }
  }

  async #signOutEverywhere() {
    const yes = await ask({
      title: 'Sign out everywhere?',
      lines: ['Every browser and device is signed out, this one included.', 'Your calendars stay in sync.'],
      yes: 'Sign out everywhere',
    });
    if (yes) {
      await this.#leave(() => remove('/api/accounts/sessions'));
    }
  }

  async #deleteEverything() {
    const yes = await ask({
      title: 'Delete everything?',
      lines: [
        'All your Google accounts are disconnected, and the access you gave is taken back at Google.',
        'Your calendars, events, edits and sessions are deleted here. Nothing changes in Google Calendar.',
        'This cannot be undone. You may come back any time, as somebody new.',
      ],
      yes: 'Delete everything',
      dangerous: true,
    });
    if (yes) {
      await this.#leave(() => remove('/api/accounts/me'));
    }
  }

  async #leave(way) {
    this.#leaving = true; // what is refused from here on is what was asked for
    try {
      await way();
    } catch (error) {
      if (!error.signedOut) {
        this.#leaving = false;
        this.warn(FAILED);
        return;
      }
    }
    this.stream.close();
    location.assign('/');
  }

  /** Whether it worked; in any case what is shown is read again. */
  async #try(promise) {
    this.warn('');
    try {
      await promise;
      return true;
    } catch (error) {
      if (!this.#over(error)) {
        this.warn(error.status === 409 || error.status === 404 ? `This cannot be done any more: ${error.message}.` : FAILED);
      }
      return false;
    } finally {
      await this.reload();
    }
  }

  #failed(error) {
    if (!this.#over(error)) {
      this.#failing = true;
      byId('page').hidden = false;
      this.warn('Your accounts could not be read. Trying again…');
    }
  }

  #mended() {
    if (this.#failing) {
      this.#failing = false;
      this.warn('');
    }
  }

  async #stillSignedIn() {
    try {
      await read('/api/me');
    } catch (error) {
      return !this.#over(error);
    }
    return true;
  }

  #over(error) {
    if (error.signedOut && !this.#leaving) {
      this.#leaving = true;
      this.stream.close();
      this.gone('session_ended');
    }
    return Boolean(error.signedOut);
  }
}
