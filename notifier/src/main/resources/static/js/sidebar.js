// Accounts and their calendars: what is shown, and how fresh each one is.

import { byId, element, fill, icon } from './dom.js';
import { paint } from './colors.js';
import { leaveForGoogle } from './google-sign-in.js';
import { lookOf, meaningOf, progressOf } from './health.js';
import { ago } from './time.js';

export class Sidebar {
  #freshness = []; // [element, calendar] pairs to count on

  /**
   * @param toggled called with (calendarId, shown)
   * @param asked a promise of an answer → the same, its failures noted
   */
  constructor({ root, toggled, asked }) {
    Object.assign(this, { root, toggled, asked });
    byId('connect').addEventListener('click', () => this.#connect());
    setInterval(() => this.count(), 5_000);
  }

  /** Draws the list; what looks as it did stays, with the focus and a press that has begun. */
  draw(accounts, calendars, isShown) {
    this.#freshness = [];
    const sections = accounts.map((account) => {
      const own = calendars.filter(({ accountId }) => accountId === account.id);
      return this.#account(account, own, isShown);
    });
    const none = element('p', { class: 'hint' }, 'No Google account is connected yet.');
    fill(this.root, ...(sections.length > 0 ? sections : [none]));
    this.count();
  }

  /** Brings "… ago" up to date. */
  count() {
    const now = Date.now();
    const { connection } = document.documentElement.dataset;
    const connected = connection === 'live';
    const offline = connection === 'offline';
    for (const [shown, { health }, state] of this.#freshness) {
      const current = connected && (health?.state === 'LIVE' || health?.state === 'POLLING');
      const since = current ? 'in sync' : 'last in sync';
      const proven = health?.lastSyncedAt
        ? `${since} ${ago(Date.parse(health.lastSyncedAt), now)}`
        : 'not in sync yet';
      const text = progressOf(health) || proven;
      say(shown, text);
      say(state, offline ? 'Not connected' : lookOf(health).words); // how it fares now is not known here
    }
  }

  /** Leaves for Google, to connect an account or to have one authorized again. */
  async #connect(account) {
    const problem = byId('sidebar-problem');
    problem.hidden = true;
    try {
      await this.asked(leaveForGoogle(account));
    } catch {
      problem.textContent = 'Google’s sign-in could not be opened. Please try again in a moment.';
      problem.hidden = false;
    }
  }

  #account(account, calendars, isShown) {
    const name = account.email ?? account.name ?? 'Google account';
    const section = this.#kept('section', { class: 'account', 'data-account-id': account.id });
    const list = section.querySelector('ul') ?? element('ul');
    fill(list, ...calendars.map((each) => this.#calendar(each, isShown(each.id))));
    const hint = troubleOf(account) ? 'No calendars are known.' : 'Its calendars are on their way…';
    section.setAttribute('aria-label', name);
    fill(
      section,
      element('h2', { title: name }, name),
      ...this.#trouble(account),
      calendars.length > 0 ? list : element('p', { class: 'hint' }, hint),
    );
    return section;
  }

  #trouble(account) {
    const what = troubleOf(account);
    if (!what && !account.warning) {
      return [];
    }
    const looks = { class: 'button small', id: `mend-${account.id}` };
    const button = element('button', { type: 'button', ...looks }, 'Reconnect');
    button.addEventListener('click', () => this.#connect(account));
    const words = [what, account.warning && `${account.warning}.`].filter(Boolean);
    return [
      element(
        'div',
        { class: 'notice' },
        ...words.map((each) => element('p', {}, each)),
        what ? button : element('a', { href: '/accounts', ...looks }, 'To your accounts'),
      ),
    ];
  }

  #calendar(calendar, shown) {
    const row = this.#kept('li', { class: 'calendar', 'data-calendar-id': calendar.id });
    const box = element('input', {
      type: 'checkbox',
      id: `show-${calendar.id}`,
      'aria-describedby': `health-${calendar.id}`,
    });
    box.addEventListener('change', () => this.toggled(calendar.id, box.checked));
    const proven = element('span', { class: 'proven' });
    const fares = element('span', { class: 'fares' });
    this.#freshness.push([proven, calendar, fares]);
    const meaning = meaningOf(calendar.health);
    row.dataset.health = calendar.health?.state ?? '';
    fill(
      row,
      element(
        'label',
        { title: calendar.summary },
        box,
        icon('check'),
        element('span', { class: 'name' }, calendar.summary),
      ),
      element(
        'p',
        { class: 'health', id: `health-${calendar.id}`, title: meaning || null },
        icon(lookOf(calendar.health).icon),
        element('span', {}, fares, ' · ', proven),
      ),
    );
    row.querySelector('input').checked = shown;
    paint(row, calendar.color);
    return row;
  }

  /** The element of an account or a calendar that has these attributes, or a new one. */
  #kept(name, attributes) {
    const [attribute, id] = Object.entries(attributes).at(-1);
    return this.root.querySelector(`${name}[${attribute}="${CSS.escape(id)}"]`) ?? element(name, attributes);
  }
}

/** What is wrong with an account, if anything is. */
function troubleOf({ state, scopesMissing }) {
  if (state === 'NEEDS_REAUTHORIZATION') {
    return 'Google refuses access to this account until you sign in again.';
  }
  return scopesMissing?.length
    ? 'A permission is missing. Reconnect, and leave the boxes on Google’s page ticked.'
    : null;
}

function say(shown, text) {
  if (shown.textContent !== text) {
    shown.textContent = text;
  }
}
