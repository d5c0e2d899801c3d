// The time zone of the machine, which may change while the page is open: a laptop wakes up elsewhere.
// FullCalendar and the formats of `time.js` stay in the zone they began in, so the page begins anew.

const LOOK_EVERY = 3_000;
const CALM_AFTER = 5_000; // longer than it takes from a press until it is a dialog, or an edit that is kept
const BUSY = 'dialog[open], :active';

const zoneNow = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const begunIn = zoneNow();

/** Whether what is drawn is in another zone than what is read from it would be. */
export const isElsewhere = () => zoneNow() !== begunIn;

/**
 * Loads the page anew once the zone has changed, and nobody is in the middle of something.
 *
 * @param mayReload promises whether nothing is lost by it, and somebody answers
 */
export function followTheZone({ mayReload, signal }) {
  let touched = -Infinity;
  const touch = () => (touched = Date.now());
  const isCalm = () => isElsewhere() && Date.now() - touched > CALM_AFTER && !document.querySelector(BUSY);
  const look = async () => {
    if (isCalm() && (await mayReload()) && isCalm() && !signal.aborted) {
      location.reload();
    }
  };
  ['pointerdown', 'pointerup', 'keydown'].forEach((name) => document.addEventListener(name, touch, { signal, capture: true }));
  document.addEventListener('visibilitychange', look, { signal });
  addEventListener('focus', look, { signal });
  const timer = setInterval(look, LOOK_EVERY);
  signal.addEventListener('abort', () => clearInterval(timer));
}
