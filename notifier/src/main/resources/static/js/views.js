// The views of the calendar: what they are called here, and what FullCalendar calls them.

const PHONE = matchMedia('(max-width: 640px)');
const VIEWS = {
  month: { name: 'dayGridMonth', step: 'month' },
  week: { name: 'timeGridWeek', step: 'week', onPhone: 'threeDays' },
  day: { name: 'timeGridDay', step: 'day' },
  agenda: { name: 'agenda', step: 'two weeks' },
};
const STEPS = { threeDays: 'three days' };

/** The names of the views, as the page knows them. */
export const viewNames = Object.keys(VIEWS);

/** What FullCalendar calls a view here: a phone has less room. */
export function nameOf(view) {
  const { name, onPhone } = VIEWS[view];
  return PHONE.matches && onPhone ? onPhone : name;
}

/** Which view one of FullCalendar's is. */
export function viewOf(type) {
  return viewNames.find((view) => VIEWS[view].name === type || VIEWS[view].onPhone === type);
}

/** How far a step forward goes, in words. */
export function stepOf(type) {
  return STEPS[type] ?? VIEWS[viewOf(type)].step;
}

/** Calls back when the room becomes a phone's, or is no longer. */
export function whenPhone(changed) {
  PHONE.addEventListener('change', changed);
}

/** 9:30 the way it is written here: 09:30, or 9:30a. */
export function clockFormat(locale) {
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return hour12
    ? { hour: 'numeric', minute: '2-digit', omitZeroMinute: true, meridiem: 'short' }
    : { hour: '2-digit', minute: '2-digit', hour12: false };
}
