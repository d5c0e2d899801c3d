// A connection may be gone without a word (a network that was left, a laptop that slept): the browser
// then goes on waiting for a long time. The service says something every few seconds, whatever happens.

const SILENCE = 45_000; // three heartbeats
const LOOK_EVERY = 5_000;
const ANYTHING = ['open', 'beat', 'change', 'command', 'calendar', 'account', 'reset'];

/** Calls `silent`, once, when an open stream has said nothing for so long that it must be dead. */
export function watchOver(source, silent) {
  let heard = Date.now();
  for (const name of ANYTHING) {
    source.addEventListener(name, () => (heard = Date.now()));
  }
  const timer = setInterval(() => {
    const isDead = source.readyState === EventSource.OPEN && Date.now() - heard > SILENCE;
    if (isDead || source.readyState === EventSource.CLOSED) {
      clearInterval(timer);
    }
    if (isDead) {
      silent();
    }
  }, LOOK_EVERY);
}
