// What this browser remembers of how its user likes the page. Works without storage, too.

const PREFIX = 'calsync.';

/** A remembered value, or the fallback. */
export function recall(name, fallback) {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? fallback : JSON.parse(text);
  } catch {
    return fallback;
  }
}

/** Remembers a value. */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Private windows and full storage: the page works, it only forgets.
  }
}

/** The date that this tab showed when it was reloaded, in ISO 8601; null where it is to show today. */
export function recallDate() {
  try {
    return sessionStorage.getItem(PREFIX + 'date');
  } catch {
    return null;
  }
}

/** Remembers which date this tab shows; null: today. */
export function rememberDate(date) {
  try {
    if (date) {
      sessionStorage.setItem(PREFIX + 'date', date);
    } else {
      sessionStorage.removeItem(PREFIX + 'date');
    }
  } catch {
    // As above.
  }
}
