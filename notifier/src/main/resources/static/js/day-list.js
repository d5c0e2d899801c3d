// The list of all that is on a day which has no room for it. FullCalendar opens and closes it, for the
// mouse; here it becomes a dialog that can be used without one.

const EDGE = 10; // pixels between it and the edge of the window

/** Whether what FullCalendar made for a day is its list. */
export function isDayList(el) {
  return el.classList.contains('fc-popover');
}

/** Whether an element is in such a list. */
export function isListed(el) {
  return el.closest('.fc-popover') !== null;
}

/** It was opened: it has the focus from now on, and all of it can be seen. */
export function dayListOpened(list) {
  list.setAttribute('role', 'dialog');
  const close = list.querySelector('.fc-popover-close');
  close.setAttribute('role', 'button');
  close.setAttribute('aria-label', 'Close');
  close.tabIndex = 0;
  close.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      close.click();
    }
  });
  const below = list.getBoundingClientRect().bottom - (innerHeight - EDGE);
  if (below > 0) {
    list.style.top = `${list.offsetTop - below}px`;
  }
  (list.querySelector('.fc-event') ?? close).focus({ preventScroll: true });
}

/** It is about to be closed: whoever is in it goes back to where it was opened. */
export function dayListClosed(list) {
  const grid = list.closest('.fc');
  if (list.contains(document.activeElement)) {
    const link = `.fc-daygrid-day[data-date="${list.dataset.date}"] .fc-more-link`;
    queueMicrotask(() => (grid.querySelector(link) ?? grid).focus({ preventScroll: true }));
  }
}

/** What ends a dialog of ours, or is pressed in one, does not close the list that it was opened from. */
export function staysBehind(dialog) {
  dialog.addEventListener('keydown', (event) => event.key === 'Escape' && event.stopPropagation());
  dialog.addEventListener('mousedown', (event) => event.stopPropagation());
}
