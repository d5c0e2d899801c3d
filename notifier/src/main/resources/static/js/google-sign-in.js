// The way to Google's sign-in.

import { post } from './api.js';

/** Leaves for Google, to connect a further account or to have this one authorized again. */
export async function leaveForGoogle(account) {
  const { authorizationUrl } = await post('/api/accounts', account ? { accountId: account.id } : {});
  const url = new URL(authorizationUrl, location.href);
  if (!/^https?:$/.test(url.protocol)) {
    throw new Error(`not a web address: ${url.protocol}`);
  }
  location.assign(url);
}
