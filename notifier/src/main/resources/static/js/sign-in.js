// What went wrong while signing in or connecting an account, in words for people.

const REASONS = {
  access_denied: 'You did not allow access to your calendars, so nothing was connected.',
  no_offline_access: 'Google gave no lasting access. Please sign in again and allow what is asked for.',
  missing_scopes:
    'Calsync needs to see your calendars. Please sign in again and leave the boxes on Google’s page ticked.',
  account_in_use: 'This Google account is already connected to another Calsync user.',
  still_disconnecting: 'This Google account is still being disconnected. Please try again in a moment.',
  session_changed: 'Somebody else signed in here meanwhile, so nothing was connected. Please try again.',
  authorization_request_not_found: 'That took too long, or was begun in another window. Please sign in again.',
  google_unavailable: 'Google could not be reached. Please try again in a moment.',
  required: 'Please sign in first.',
  session_ended: 'Your session has ended. Please sign in again.',
};
const SYNONYMS = {
  insufficient_scope: 'missing_scopes',
  invalid_state_parameter: 'authorization_request_not_found',
  invalid_nonce: 'authorization_request_not_found',
  server_error: 'google_unavailable',
  temporarily_unavailable: 'google_unavailable',
};

/** The sentence for `?signin=reason`; null when there is none. */
export function signInMessage(search) {
  const reason = new URLSearchParams(search).get('signin');
  if (!reason) {
    return null;
  }
  return REASONS[SYNONYMS[reason] ?? reason] ?? 'Signing in did not work. Please try again.';
}
