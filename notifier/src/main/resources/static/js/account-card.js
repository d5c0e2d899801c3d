// One Google account: its state, what is missing, its calendars and how each of them fares.

import { element, icon } from './dom.js';
import { paint } from './colors.js';
import { lookOf, meaningOf, progressOf, reasonOf } from './health.js';
import { ago } from './time.js';

const DAY = { day: 'numeric', month: 'long', year: 'numeric' };
const SINCE = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };

/**
 * Draws an account.
 *
 * @param calendars those that Google lists for it, each with its health if it is kept in sync;
 *     null while they are not known
 * @param does what its buttons do: { reconnect, disconnect, select(calendar, wanted) }
 */
export function accountCard(account, calendars, { locale, does }) {
  return element(
    'section',
    { class: 'card account-card', 'aria-label': account.email, 'data-account-id': account.id, 'data-state': account.state },
    element(
      'header',
      {},
      element('h2', {}, account.email),
      element('p', { class: 'aside' }, [account.name, standing(account, locale)].filter(Boolean).join(' · ')),
    ),
    trouble(account, locale, does),
    calendarList(account, calendars, { locale, does }),
    element('footer', {}, button(`disconnect-${account.id}`, 'button small', 'Disconnect…', () => does.disconnect(account))),
  );
}

function standing({ state, since }, locale) {
  const words = state === 'CONNECTED' ? 'Connected' : 'Needs you to sign in again';
  return since ? `${words} since ${moment(since, locale)}` : words;
}

/** What is wrong, what that means, and the one thing to do about it. */
function trouble(account, locale, does) {
  const reconnect = (words) =>
    button(`reconnect-${account.id}`, 'button small primary', words, () => does.reconnect(account));
  if (account.state === 'NEEDS_REAUTHORIZATION') {
    return notice(
      element('p', {}, `Google no longer lets Calsync read this account. ${reasonOf(account.reason)}`),
      element('p', {}, 'Reconnect and choose the same account: everything is still here, and goes on from where it was.'),
      account.keptUntil ? element('p', {}, `It is kept until ${day(account.keptUntil, locale)}. What Google has of it stays there.`) : null,
      reconnect('Reconnect'),
    );
  }
  const ending = account.warning ? element('p', {}, account.warning) : null;
  const missing = account.missing ?? [];
  if (missing.length > 0) {
    return notice(
      ending,
      element('p', {}, 'You did not allow everything. What you allowed works; this is missing:'),
      element('ul', { class: 'missing' }, ...missing.map((each) => element('li', {}, each))),
      reconnect('Allow what is missing'),
    );
  }
  return ending ? notice(ending, reconnect('Sign in again')) : null;
}

function notice(...content) {
  return element('div', { class: 'notice', role: 'status' }, ...content);
}

function calendarList(account, calendars, options) {
  if (calendars === null || calendars.length === 0) {
    const waiting = account.state === 'CONNECTED' && !account.missing?.length;
    return element('p', { class: 'hint' }, waiting ? 'Its calendars are on their way…' : 'No calendars are known.');
  }
  return element('ul', { class: 'calendars' }, ...calendars.map((each) => calendarRow(each, options)));
}

function calendarRow(calendar, { locale, does }) {
  const { id, summary, selected, health } = calendar;
  const box = element('input', {
    type: 'checkbox',
    id: `select-${id}`,
    checked: selected,
    'aria-describedby': `state-${id}`,
  });
  box.addEventListener('change', () => does.select(calendar, box.checked, box));
  const row = element(
    'li',
    { class: 'calendar', 'data-calendar-id': id, 'data-health': selected ? health?.state : 'OFF' },
    element('label', { title: summary }, box, icon('check'), element('span', { class: 'name' }, summary)),
    element('div', { class: 'state', id: `state-${id}` }, ...stateOf(calendar, locale)),
  );
  paint(row, calendar.color);
  return row;
}

function stateOf({ selected, health }, locale) {
  if (!selected) {
    return [element('p', { class: 'health' }, 'Off: it is not kept in sync, and its events are not held.')];
  }
  if (!health) {
    return [element('p', { class: 'health' }, 'About to be read…')];
  }
  const { icon: drawing, words } = lookOf(health);
  const progress = progressOf(health);
  return [
    element(
      'p',
      { class: 'health' },
      icon(drawing),
      element('span', {}, `${words} · `, element('span', { class: 'proven', 'data-proven': health.lastSyncedAt ?? '' })),
    ),
    element('p', { class: 'aside' }, [meaningOf(health), progress && `${progress}.`, since(health, locale)].filter(Boolean).join(' ')),
  ];
}

function since(health, locale) {
  return health.since ? `Since ${moment(health.since, locale)}.` : '';
}

function day(time, locale) {
  return new Intl.DateTimeFormat(locale, DAY).format(new Date(time));
}

function moment(time, locale) {
  return new Intl.DateTimeFormat(locale, SINCE).format(new Date(time));
}

/** Brings "last proven in sync … ago" up to date. */
export function countFreshness(root, now) {
  for (const shown of root.querySelectorAll('[data-proven]')) {
    const at = Date.parse(shown.dataset.proven);
    const text = Number.isNaN(at) ? 'not proven in sync yet' : `last proven in sync ${ago(at, now)}`;
    if (shown.textContent !== text) {
      shown.textContent = text;
    }
  }
}

/** A button that does something. */
export function button(id, look, words, action) {
  const made = element('button', { id, type: 'button', class: look }, words);
  made.addEventListener('click', action);
  return made;
}
