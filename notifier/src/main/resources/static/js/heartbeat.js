// A connection may be gone without a word (a network that was left, a laptop that slept): the browser
// then goes on waiting for a long time. The service says something every few seconds, whatever happens.

const SILENCE = 45_000; // three heartbeats
const LONGEST_SILENCE = 600_000;
const LOOK_EVERY = 5_000;
const TOLD = ['beat', 'change', 'command', 'calendar', 'account', 'reset'];

/** Ever longer until something is heard: what is large, on a slow line, is silent until it is whole. */
let patience = SILENCE;

/**
 * Calls `silent`, once, when a stream that should speak has said nothing for so long that it must be
 * dead: one that is open, or any that is not closed where it speaks also while it connects.
 */
export function watchOver(source, silent, { alsoConnecting = false } = {}) {
  let heard = Date.now();
  source.addEventListener('open', () => (heard = Date.now()));
  for (const name of TOLD) {
    source.addEventListener(name, () => {
      heard = Date.now();
      patience = SILENCE;
    });
  }
  const timer = setInterval(() => {
    const isClosed = source.readyState === EventSource.CLOSED;
    const speaks = source.readyState === EventSource.OPEN || (alsoConnecting && !isClosed);
    const isDead = speaks && Date.now() - heard > patience;
    if (isDead || isClosed) {
      clearInterval(timer);
    }
    if (isDead) {
      patience = Math.min(LONGEST_SILENCE, 2 * patience);
      silent();
    }
  }, LOOK_EVERY);
}
