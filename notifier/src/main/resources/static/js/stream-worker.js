// Runs once per browser, beside all tabs of one person: holds the one stream and passes on what it
// tells. (A SharedWorker; `stream-source.js` is its other end in each tab.)
//
// Tabs join where their snapshot ends, which is not where the stream is. What was told lately is
// kept, so that a tab that is a little behind gets what it lacks; one too far behind is told
// `reset`, as by the server. One that is ahead drops what it has (see `feed.js`). When the stream is
// over for good (the session ended, the service restarts), all tabs are told and have to join anew.
// A tab that joins nowhere (it wants only what has no number) is told of nothing else, and a stream
// that was opened for such tabs alone begins anew with the first tab that has a number.
//
// As it watches over the stream, so do the tabs over it: it answers who joins at once, and says every
// few seconds that it is there, whether there is a stream just then or not.

import { speakFor, streamAt } from './api.js';
import { watchOver } from './heartbeat.js';

const REMEMBERED = 500;
const IMPATIENT_AFTER = 1_000; // a tab that joins then need not wait for the browser's own pause
const NUMBERED = ['change', 'command'];
const HINTS = ['calendar', 'account'];
const NOWHERE = '';
const BEAT_EVERY = 15_000;

const tabs = new Set();
let source = null;
let connecting = 0; // since when
let url = null;
let last = null; // the number up to which all has been passed on; null: nobody wanted any yet
let from = null; // what is remembered begins after this
let recent = [];

setInterval(() => tellAll('beat'), BEAT_EVERY);
globalThis.onconnect = ({ ports: [tab] }) => {
  tab.onmessage = ({ data }) => (data.join === undefined ? leave(tab) : join(tab, data));
};

function join(tab, { join: position, url: address, userId }) {
  url = address;
  speakFor(userId);
  tell(tab, 'beat');
  if (position !== NOWHERE && (last === null || (source === null && position > last))) {
    disconnect();
    startAt(position);
  }
  if (position !== NOWHERE && position < from) {
    tell(tab, 'reset');
    return;
  }
  tabs.add(tab);
  if (source?.readyState === EventSource.OPEN) {
    tell(tab, 'open');
  } else if (source === null || Date.now() - connecting > IMPATIENT_AFTER) {
    connect();
  }
  if (position !== NOWHERE) {
    recent.filter(({ number }) => number > position).forEach(({ name, data }) => tell(tab, name, data));
  }
}

function leave(tab) {
  tab.close();
  if (tabs.delete(tab) && tabs.size === 0) {
    disconnect();
    last = null;
  }
}

function startAt(position) {
  last = position;
  from = position;
  recent = [];
}

function connect() {
  disconnect();
  connecting = Date.now();
  source = new EventSource(streamAt(url, last ?? NOWHERE));
  watchOver(source, () => {
    tellAll('error');
    connect();
  });
  source.addEventListener('open', () => tellAll('open'));
  source.addEventListener('error', failed);
  source.addEventListener('reset', ({ lastEventId }) => {
    startAt(Number(lastEventId));
    tellAll('reset');
  });
  for (const name of HINTS) {
    source.addEventListener(name, ({ data }) => tellAll(name, data));
  }
  for (const name of NUMBERED) {
    source.addEventListener(name, ({ lastEventId, data }) => passOn(Number(lastEventId), name, data));
  }
}

function disconnect() {
  source?.close();
  source = null;
}

function failed() {
  connecting = Date.now();
  tellAll('error');
  if (source.readyState === EventSource.CLOSED) {
    disconnect();
    tabs.clear();
  }
}

function passOn(number, name, data) {
  if (last === null || number <= last) {
    return; // nobody wants numbers, or it resumed from a little before
  }
  last = number;
  recent.push({ number, name, data });
  if (recent.length > REMEMBERED) {
    from = recent.shift().number;
  }
  tellAll(name, data);
}

function tellAll(name, data) {
  tabs.forEach((tab) => tell(tab, name, data));
}

function tell(tab, name, data) {
  tab.postMessage({ name, data, readyState: source?.readyState ?? EventSource.CONNECTING });
}
