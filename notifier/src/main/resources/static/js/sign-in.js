// What went wrong while signing in or connecting an account, in words for people.

const REASONS = {
  cancelled: 'You left Google’s page without allowing access, so nothing was connected.',
  denied: 'You did not allow access to your calendars, so nothing was connected.',
  scopes: 'Calsync needs to see your calendars. Please sign in again and leave the boxes on Google’s page ticked.',
  expired: 'That took too long, or was begun in another window. Please sign in again.',
  taken: 'This Google account is already connected to another Calsync user.',
  unavailable: 'Google could not be reached. Please try again in a moment.',
  'signed-out': 'Your session has ended. Please sign in again.',
};
const SYNONYMS = {
  access_denied: 'denied',
  missing_scope: 'scopes',
  missing_scopes: 'scopes',
  insufficient_scope: 'scopes',
  authorization_request_not_found: 'expired',
  invalid_state_parameter: 'expired',
  invalid_nonce: 'expired',
  account_taken: 'taken',
  in_use: 'taken',
  server_error: 'unavailable',
  temporarily_unavailable: 'unavailable',
};

/** The sentence for `?signin=reason`; null when there is none. */
export function signInMessage(search) {
  const reason = new URLSearchParams(search).get('signin');
  if (!reason || reason === 'ok') {
    return null;
  }
  return REASONS[SYNONYMS[reason] ?? reason] ?? 'Signing in did not work. Please try again.';
}
