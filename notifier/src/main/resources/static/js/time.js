// Times as Google writes them, and as people read them. Pure.

const WITH_OFFSET = /(?:z|[+-]\d\d:?\d\d)$/i;
const WALL_CLOCK = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?/;

/**
 * A Google start or end as an ISO text: a date as it is, an instant in UTC. Google may leave the
 * offset out of dateTime when timeZone is given; then the wall clock is read in that zone.
 */
export function googleTime(time, calendarZone) {
  if (time?.date) {
    return time.date;
  }
  if (!time?.dateTime) {
    return null;
  }
  const millis = WITH_OFFSET.test(time.dateTime)
    ? Date.parse(time.dateTime)
    : wallClockInZone(time.dateTime, time.timeZone ?? calendarZone ?? 'UTC');
  return Number.isFinite(millis) ? new Date(millis).toISOString() : null;
}

/** A date as it is, an instant in UTC whatever offset it was written with: what is equal looks equal. */
export function sameForm(text) {
  return text?.includes('T') ? new Date(text).toISOString() : text;
}

function wallClockInZone(text, zone) {
  const fields = WALL_CLOCK.exec(text);
  if (!fields) {
    return NaN;
  }
  const [, year, month, day, hour, minute, second = '0'] = fields;
  const wall = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
  // The offset depends on the instant we look for: a first guess may lie on the other side of a
  // clock change, the second does not (or the time falls into the hour that does not exist).
  const guess = wall - offset(wall, zone);
  return wall - offset(guess, zone);
}

function offset(millis, zone) {
  const parts = {};
  for (const { type, value } of clockOf(zone).formatToParts(millis)) {
    parts[type] = +value;
  }
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(millis / 1000) * 1000;
}

const clocks = new Map();

function clockOf(zone) {
  if (!clocks.has(zone)) {
    clocks.set(zone, newClock(zone));
  }
  return clocks.get(zone);
}

function newClock(timeZone) {
  const numeric = 'numeric';
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
  try {
    return new Intl.DateTimeFormat('en-US', { ...fields, timeZone, hourCycle: 'h23' });
  } catch {
    return newClock('UTC'); // a zone this browser does not know
  }
}

/** When a date begins here, or when an instant is, in milliseconds. */
export function millisOf(text) {
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '');
  return date ? new Date(+date[1], +date[2] - 1, +date[3]).getTime() : Date.parse(text);
}

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

// Dates and times are written as the reader's browser likes them; sentences are English.
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** "12 sec. ago". */
export function ago(millis, now) {
  const passed = Math.max(0, now - millis);
  if (passed < 5_000) {
    return 'just now';
  }
  const [unit, size] = STEPS.find(([, step]) => passed >= step);
  return AGO.format(-Math.floor(passed / size), unit);
}

/** When an occurrence is, in words and in the reader's zone; the end of a date span is exclusive. */
export function whenText({ start, end, allDay }, locale) {
  const from = new Date(millisOf(start));
  const to = new Date(millisOf(end ?? start));
  const { day, moment } = formatsOf(locale);
  if (allDay) {
    const last = new Date(to);
    last.setDate(last.getDate() - 1);
    return last > from ? day.formatRange(from, last) : day.format(from);
  }
  return to > from ? moment.formatRange(from, to) : moment.format(from);
}

const formats = new Map(); // making one costs more than a thousand uses

function formatsOf(locale) {
  if (!formats.has(locale)) {
    const fields = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' };
    formats.set(locale, {
      day: new Intl.DateTimeFormat(locale, fields),
      moment: new Intl.DateTimeFormat(locale, { ...fields, hour: 'numeric', minute: '2-digit' }),
    });
  }
  return formats.get(locale);
}

const REGIONS_FROM_SUNDAY =
  'AG AS AU BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM ' +
  'MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW';
const REGIONS_FROM_SATURDAY = 'AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY';

/** The first day of the week where this locale is spoken, 0 for Sunday. */
export function firstDayOfWeek(tag) {
  const locale = new Intl.Locale(tag);
  const week = locale.getWeekInfo?.() ?? locale.weekInfo;
  if (week) {
    return week.firstDay % 7;
  }
  const { region } = locale.maximize();
  if (REGIONS_FROM_SUNDAY.includes(region)) {
    return 0;
  }
  return REGIONS_FROM_SATURDAY.includes(region) ? 6 : 1;
}

/** "5 minutes" for PT5M, or for a number of seconds. */
export function spanText(duration) {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  const total = typeof duration === 'number' ? duration : +hours * 3600 + +minutes * 60 + +seconds;
  const [unit, size] = total >= 7200 ? ['hour', 3600] : total >= 60 ? ['minute', 60] : ['second', 1];
  const count = Math.max(1, Math.round(total / size));
  return count === 1 ? unit : `${count} ${unit}s`;
}
