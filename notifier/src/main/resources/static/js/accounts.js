// Begins the accounts page; whoever is not signed in is shown the way in instead.

import { AccountsPage } from './accounts-page.js';
import { read, speakFor } from './api.js';
import { LOCALE } from './locale.js';
import { signInMessage } from './sign-in.js';

const parameters = new URLSearchParams(location.search);
const message = signInMessage(location.search);
if (location.search) {
  history.replaceState(null, '', location.pathname); // a reload does not repeat it
}

const page = new AccountsPage({
  locale: LOCALE,
  gone: (reason) => location.replace(`/?signin=${reason}`),
});
page.warn(message ?? '');
read('/api/me')
  .then(({ userId }) => speakFor(userId), () => {}) // then what follows says why
  .finally(() => page.start(parameters.get('confirm')));
