// Times as a form has them (a day, a time of the reader's clock) and as Google takes them. Pure.

import { millisOf } from './time.js';

const TIME = /^(\d\d):(\d\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MINUTE = 60_000;

/** The zone of the reader's clock. */
export function localZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The day of an instant on the reader's clock, as 2026-03-01. */
export function dayOf(millis) {
  const date = new Date(millis);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** The time of an instant on the reader's clock, as 09:30. */
export function clockOf(millis) {
  const date = new Date(millis);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The instant of a day and a time on the reader's clock; NaN when one of them is none. */
export function instantOf(day, clock) {
  const time = TIME.exec(clock ?? '');
  if (!DAY.test(day ?? '') || !time) {
    return NaN;
  }
  const date = new Date(millisOf(day));
  date.setHours(+time[1], +time[2]);
  return date.getTime();
}

/** The day that lies so many days after another. */
export function dayAfter(day, days) {
  const date = new Date(millisOf(day));
  date.setDate(date.getDate() + days);
  return dayOf(date.getTime());
}

/** What a form shows for an occurrence; the last day of a span of days is in it. */
export function formTimes({ start, end, allDay }) {
  if (allDay) {
    const last = dayAfter(end ?? start, -1);
    return { allDay, startDay: start, startClock: '', endDay: last < start ? start : last, endClock: '' };
  }
  const [from, to] = [Date.parse(start), Date.parse(end ?? start)];
  return { allDay, startDay: dayOf(from), startClock: clockOf(from), endDay: dayOf(to), endClock: clockOf(to) };
}

/** The occurrence's times that a form says, or { fault } that names the field and what is wrong. */
export function timesOf({ allDay, startDay, startClock, endDay, endClock }) {
  if (!DAY.test(startDay)) {
    return { fault: { field: 'start', text: 'Say on which day it starts.' } };
  }
  if (!DAY.test(endDay)) {
    return { fault: { field: 'end', text: 'Say on which day it ends.' } };
  }
  if (allDay) {
    return endDay < startDay ? tooEarly() : { start: startDay, end: dayAfter(endDay, 1), allDay };
  }
  const [from, to] = [instantOf(startDay, startClock), instantOf(endDay, endClock)];
  if (Number.isNaN(from)) {
    return { fault: { field: 'start', text: 'Say at what time it starts.' } };
  }
  if (Number.isNaN(to)) {
    return { fault: { field: 'end', text: 'Say at what time it ends.' } };
  }
  return to < from ? tooEarly() : { start: iso(from), end: iso(to), allDay };
}

function tooEarly() {
  return { fault: { field: 'end', text: 'It ends before it starts.' } };
}

/** Google's start and end of an occurrence's times; a zone is part of what an event says, and a flight ends in another. */
export function googleTimes({ start, end, allDay }, timeZone, endZone = timeZone) {
  if (allDay) {
    return { start: { date: start }, end: { date: end } };
  }
  return { start: { dateTime: start, timeZone }, end: { dateTime: end, timeZone: endZone } };
}

/** The next half hour, and one hour of it. */
export function nextHour(now) {
  const from = Math.ceil((now + 1) / (30 * MINUTE)) * 30 * MINUTE;
  return { start: iso(from), end: iso(from + 60 * MINUTE), allDay: false };
}

/** What was selected on the grid; a click selects half an hour, and means an hour. */
export function selectedTimes({ start, end, allDay }) {
  if (allDay) {
    return { start: dayOf(+start), end: dayOf(+end), allDay };
  }
  const least = +end - +start <= 30 * MINUTE ? +start + 60 * MINUTE : +end;
  return { start: iso(+start), end: iso(least), allDay };
}

/** The same shift for another occurrence of its series, kept on the wall clock of the reader. */
export function shifted(occurrence, from, to) {
  if (from.allDay !== to.allDay || occurrence.allDay !== from.allDay) {
    return occurrence;
  }
  const move = (text, before, after) =>
    occurrence.allDay
      ? dayAfter(text, Math.round((millisOf(after) - millisOf(before)) / (24 * 60 * MINUTE)))
      : iso(movedOnTheClock(Date.parse(text), Date.parse(before), Date.parse(after)));
  return { ...occurrence, start: move(occurrence.start, from.start, to.start), end: move(occurrence.end, from.end, to.end) };
}

function movedOnTheClock(millis, before, after) {
  const wall = (at) => at - new Date(at).getTimezoneOffset() * MINUTE;
  const date = new Date(millis);
  date.setMinutes(date.getMinutes() + Math.round((wall(after) - wall(before)) / MINUTE));
  return date.getTime();
}

function iso(millis) {
  return new Date(millis).toISOString();
}
