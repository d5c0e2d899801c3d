// Acts as one of the people in Google's own pages: no client's faults, quotas and counts are touched.
'use strict';

const state = { email: null, calendars: [], hidden: new Set() };
const byId = (id) => document.getElementById(id);

function say(text) {
  byId('message').textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { byId('message').textContent = ''; }, 5000);
}

async function google(method, path, body) {
  const mine = `/control/people/${encodeURIComponent(state.email)}/calendars`;
  const headers = body ? { 'Content-Type': 'application/json' } : {};
  const response = await fetch(mine + path, { method, headers, body: body && JSON.stringify(body) });
  const answer = response.status === 204 ? {} : await response.json();
  if (!response.ok) throw new Error(answer.error ? answer.error.message : response.status);
  return answer;
}

const eventsPath = (calendarId) => `/${encodeURIComponent(calendarId)}/events`;
const eventPath = (event) => `${eventsPath(event.calendar.id)}/${encodeURIComponent(event.id)}`;

async function attempt(what, action) {
  try {
    await action();
    say(what);
  } catch (error) {
    say(`Google says: ${error.message}`);
  }
  await showEvents();
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

async function showPeople() {
  const { users } = await (await fetch('/control/state')).json();
  byId('people').replaceChildren(...users.map((user) => {
    const link = element('a', { href: `/people/${encodeURIComponent(user.email)}` },
      element('span', { className: 'avatar', textContent: user.name[0] }),
      element('span', {}, element('b', { textContent: user.name }),
        element('small', { textContent: user.email })));
    if (user.email === state.email) link.setAttribute('aria-current', 'page');
    return link;
  }));
}

async function showCalendars() {
  state.calendars = await google('GET', '');
  byId('calendars').replaceChildren(...state.calendars.map((calendar) => {
    const box = element('input', { type: 'checkbox', checked: !state.hidden.has(calendar.id) });
    box.onchange = () => {
      if (box.checked) state.hidden.delete(calendar.id); else state.hidden.add(calendar.id);
      showEvents();
    };
    const dot = element('span', { className: 'dot' });
    dot.style.background = calendar.backgroundColor;
    return element('li', {}, element('label', {}, box, dot, calendar.summaryOverride || calendar.summary));
  }));
  byId('new').calendar.replaceChildren(...state.calendars.filter(mayWrite).map((calendar) =>
    element('option', { value: calendar.id, textContent: calendar.summary })));
}

const mayWrite = (calendar) => ['owner', 'writer'].includes(calendar.accessRole);

async function eventsOf(calendar) {
  const from = new Date();
  from.setHours(0, 0, 0, 0);
  const to = new Date(from);
  to.setDate(to.getDate() + 14);
  const query = new URLSearchParams({ timeMin: from.toISOString(), timeMax: to.toISOString() });
  const events = await google('GET', `${eventsPath(calendar.id)}?${query}`);
  return events.map((event) => ({ ...event, calendar }));
}

const startOf = (event) => new Date(event.start.dateTime || `${event.start.date}T00:00`);

function when(event) {
  const day = { weekday: 'short', day: 'numeric', month: 'short' };
  const time = { ...day, hour: '2-digit', minute: '2-digit' };
  return startOf(event).toLocaleString(undefined, event.start.date ? day : time);
}

async function showEvents() {
  const shown = state.calendars.filter((calendar) => !state.hidden.has(calendar.id));
  const events = (await Promise.all(shown.map(eventsOf))).flat();
  events.sort((a, b) => startOf(a) - startOf(b));
  byId('events').replaceChildren(...events.map(row));
}

function row(event) {
  const dot = element('span', { className: 'dot', title: event.calendar.summary });
  dot.style.background = event.calendar.backgroundColor;
  const title = element('span', {}, element('b', { textContent: event.summary || 'Busy' }));
  if (event.location) title.append(element('span', { className: 'place', textContent: ` · ${event.location}` }));
  const buttons = element('span', { className: 'buttons' });
  if (mayWrite(event.calendar)) {
    buttons.append(
      button(event.start.date ? '+1 day' : '+1 h', 'Move later', () => attempt('Moved.', () => move(event))),
      button('Rename', 'Rename', () => rename(event)),
      button('Delete', 'Delete', () => attempt('Deleted.', () => google('DELETE', eventPath(event)))));
  }
  const item = element('li', {}, dot, element('time', { textContent: when(event) }), title, buttons);
  item.dataset.eventId = event.id;
  return item;
}

function button(text, what, action) {
  return element('button', { type: 'button', textContent: text, title: what, onclick: action });
}

function move(event) {
  const later = (time) => time.date
    ? { date: new Date(Date.parse(time.date) + 86400000).toISOString().slice(0, 10) }
    : { dateTime: new Date(Date.parse(time.dateTime) + 3600000).toISOString() };
  return google('PATCH', eventPath(event), { start: later(event.start), end: later(event.end) });
}

function rename(event) {
  const summary = prompt('New title', event.summary || '');
  if (summary) attempt('Renamed.', () => google('PATCH', eventPath(event), { summary }));
}

byId('new').onsubmit = (submit) => {
  submit.preventDefault();
  const form = submit.target;
  const start = new Date(form.start.value);
  const event = {
    summary: form.summary.value,
    start: { dateTime: start.toISOString() },
    end: { dateTime: new Date(start.getTime() + 3600000).toISOString() } };
  attempt('Created.', async () => {
    await google('POST', eventsPath(form.calendar.value), event);
    form.summary.value = '';
  });
};

async function begin() {
  const path = location.pathname.match(/^\/people\/(.+)$/);
  state.email = path && decodeURIComponent(path[1]);
  await showPeople();
  if (!state.email) return;
  try {
    await showCalendars();
  } catch (error) {
    say(`There are no calendars of ${state.email} here: ${error.message}`);
    return;
  }
  const next = new Date();
  next.setHours(next.getHours() + 1, 0, 0, 0);
  byId('new').start.value = new Date(next - next.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  byId('desk').hidden = false;
  await showEvents();
  setInterval(() => { if (!document.hidden) showEvents(); }, 5000);
}

begin();
