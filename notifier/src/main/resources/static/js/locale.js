// The language that dates and times are written in: what the browser calls it is not always a tag that Intl takes.

/** The reader's language; of one named as on some systems, `en-US@posix`, English. */
export const LOCALE = taken(navigator.language) ?? 'en';

function taken(tag) {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return null;
  }
}
