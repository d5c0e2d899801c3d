// How a calendar fares, in words.

const LOOKS = {
  LIVE: { icon: 'live', words: 'Live' },
  POLLING: { icon: 'polling', words: 'Polling' },
  SYNCING: { icon: 'syncing', words: 'Syncing' },
  NEEDS_REAUTHORIZATION: { icon: 'warning', words: 'Needs reauthorization' },
  ACCESS_LOST: { icon: 'lost', words: 'Access lost' },
};
const POLLED = 'We look for changes every few minutes.';
const WHY = {
  pushed: 'Google tells us about changes as they happen.',
  not_watchable: `Google does not announce changes of this kind of calendar. ${POLLED}`,
  no_url: `Calsync has no public address that Google could call. ${POLLED}`,
  address_refused: `Google will not call Calsync’s address; whoever runs Calsync has to put that right. ${POLLED}`,
  suspect: `Google did not announce changes that there were, so it is asked anew to. ${POLLED}`,
  unconfirmed: `Google was asked to announce changes, and has not begun yet. ${POLLED}`,
  watch_failed: `Google refused to announce changes; it is asked again. ${POLLED}`,
  not_yet_watched: `Google is about to be asked to announce changes. ${POLLED}`,
  first_reading: 'Its events are being read from Google for the first time.',
  read_again: 'All its events are being read from Google again.',
  grant_refused: 'Google refuses us until you sign in again. What you see is as it was.',
  access_lost: 'This account may no longer read it, so its events are not shown.',
};
const REASONS = {
  invalid_grant: 'Google says: access was taken back, or has expired.',
};

/** The icon and the words for a health. */
export function lookOf(health) {
  return LOOKS[health?.state] ?? { icon: 'polling', words: health?.state ?? 'Unknown' };
}

/** What a health means, and why it is so; empty when there is nothing to say. */
export function meaningOf(health) {
  const said = health?.reasonCode === 'not_watchable' ? '' : reasonOf(health?.reason); // Google's word for it tells nothing more
  return [WHY[health?.reasonCode], said].filter(Boolean).join(' ');
}

/** Why, as a sentence, in words where we know them. */
export function reasonOf(reason) {
  const words = REASONS[reason] ?? reason ?? '';
  return /[^.!?]$/.test(words) ? `${words}.` : words;
}

/** How far a calendar that is being read has come; empty of any other. */
export function progressOf(health) {
  const read = health?.eventsRead;
  return read ? `${read.toLocaleString('en')} ${read === 1 ? 'event' : 'events'} read so far` : '';
}
