// How a calendar fares, in words.

const LOOKS = {
  LIVE: { icon: 'live', words: 'Live' },
  POLLING: { icon: 'polling', words: 'Polling' },
  SYNCING: { icon: 'syncing', words: 'Syncing' },
  NEEDS_REAUTHORIZATION: { icon: 'warning', words: 'Needs reauthorization' },
  ACCESS_LOST: { icon: 'lost', words: 'Access lost' },
};
const MEANS = {
  LIVE: 'Google tells us about changes as they happen.',
  POLLING: 'Google does not announce changes of this calendar; we look every few minutes.',
  SYNCING: 'Its events are being read from Google.',
  NEEDS_REAUTHORIZATION: 'Google refuses us until you sign in again. What you see is as it was.',
  ACCESS_LOST: 'This account may no longer read it. What you see is as it was.',
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
  return [MEANS[health?.state], reasonOf(health?.reason)].filter(Boolean).join(' ');
}

/** Why, as a sentence, in words where we know them. */
export function reasonOf(reason) {
  const words = REASONS[reason] ?? reason ?? '';
  return /[^.!?]$/.test(words) ? `${words}.` : words;
}
