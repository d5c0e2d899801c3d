// How a series repeats, as a choice of few. What is none of them is kept as it is. Pure.

const WORDS = {
  none: 'Does not repeat',
  daily: 'Every day',
  weekly: 'Every week',
  monthly: 'Every month',
  yearly: 'Every year',
};
const UNITS = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' };
const DAYS = { MO: 'Monday', TU: 'Tuesday', WE: 'Wednesday', TH: 'Thursday', FR: 'Friday', SA: 'Saturday', SU: 'Sunday' };
const IMPLIED = { WEEKLY: 'BYDAY', MONTHLY: 'BYMONTHDAY' }; // one such value only says what the start says

/** The choices for a series, [value, words] each; a rule of its own is one of them. */
export function repeatChoices(lines) {
  const choices = Object.entries(WORDS);
  return repeatOf(lines) === 'custom' ? [...choices, ['custom', ruleText(lines)]] : choices;
}

/** Which choice these lines of a resource are. */
export function repeatOf(lines) {
  if (!lines?.length) {
    return 'none';
  }
  const rule = lines.length === 1 ? partsOf(lines[0]) : null;
  if (!rule) {
    return 'custom';
  }
  const { FREQ, INTERVAL = '1', WKST: _, ...rest } = rule;
  const implied = IMPLIED[FREQ];
  const single = /^\w+$/.test(rest[implied] ?? '');
  const others = Object.keys(rest).filter((part) => !(part === implied && single));
  const choice = FREQ?.toLowerCase();
  return INTERVAL === '1' && others.length === 0 && choice in WORDS ? choice : 'custom';
}

/** The lines of a resource for a choice; null takes them away. */
export function linesOf(choice, lines) {
  if (choice === 'custom') {
    return lines;
  }
  return choice === 'none' ? null : [`RRULE:FREQ=${choice.toUpperCase()}`];
}

/** A rule in words: "Every 2 weeks on Monday, Wednesday, 10 times". */
export function ruleText(lines) {
  const rule = (lines ?? []).map(partsOf).find(Boolean);
  if (!rule || !UNITS[rule.FREQ]) {
    return 'By a rule of its own';
  }
  const every = +(rule.INTERVAL ?? 1);
  const unit = UNITS[rule.FREQ];
  return [
    every === 1 ? `Every ${unit}` : `Every ${every} ${unit}s`,
    onText(rule),
    rule.COUNT ? `, ${rule.COUNT} times` : '',
    rule.UNTIL ? `, until ${rule.UNTIL.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3')}` : '',
    lines.length > 1 ? ', with exceptions' : '',
  ].join('');
}

function onText({ BYDAY, BYMONTHDAY, BYSETPOS }) {
  const days = (BYDAY ?? '').split(',').map((day) => DAYS[day]);
  if (BYSETPOS || (BYDAY && days.includes(undefined))) {
    return ', by a rule of its own';
  }
  if (BYDAY) {
    return ` on ${days.join(', ')}`;
  }
  return BYMONTHDAY ? ` on day ${BYMONTHDAY.replaceAll(',', ', ')}` : '';
}

function partsOf(line) {
  const [, text] = /^RRULE:(.+)$/.exec(line) ?? [];
  return text ? Object.fromEntries(text.split(';').map((part) => part.split('='))) : null;
}
