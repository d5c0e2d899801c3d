// Begins: is somebody signed in? Then their calendar, else the way in.

import { post, read, speakFor } from './api.js';
import { byId } from './dom.js';
import { LOCALE } from './locale.js';
import { Page } from './page.js';
import { signInMessage } from './sign-in.js';

const RETRY = 3_000;

function show(state) {
  document.documentElement.dataset.page = state;
  byId('loading').hidden = state !== 'loading';
  byId('landing').hidden = state !== 'signed-out';
  byId('app').hidden = state !== 'signed-in';
}

function signedOut(message) {
  const dialogs = [...document.querySelectorAll('dialog')];
  dialogs.filter(({ open }) => open).forEach((each) => each.close());
  [byId('app'), ...dialogs].forEach((each) => each.replaceChildren()); // nothing of theirs stays in the page
  byId('signin-message').textContent = message ?? '';
  byId('signin-message').hidden = !message;
  document.title = 'Calsync';
  show('signed-out');
}

function signedIn(userId, message) {
  speakFor(userId);
  show('signed-in');
  const page = new Page({ userId, locale: LOCALE, signedOut: () => signedOut(signInMessage('?signin=session_ended')) });
  byId('sign-out').addEventListener('click', () => signOut(page));
  page.start();
  page.shell.warn(message ?? '');
}

async function signOut(page) {
  try {
    await post('/logout');
    page.end();
    location.assign('/');
  } catch (error) {
    if (error.signedOut) {
      location.assign('/');
    } else {
      page.shell.warn('Signing out did not work. Please try again.');
    }
  }
}

async function begin(message) {
  byId('retry').hidden = true;
  try {
    const { userId } = await read('/api/me');
    signedIn(userId, message);
  } catch (error) {
    if (error.signedOut) {
      signedOut(message);
      return;
    }
    byId('loading-text').textContent = 'Calsync cannot be reached right now. Trying again…';
    byId('retry').hidden = false;
    const timer = setTimeout(() => begin(message), RETRY);
    byId('retry').onclick = () => {
      clearTimeout(timer);
      begin(message);
    };
  }
}

const message = signInMessage(location.search);
if (location.search) {
  history.replaceState(null, '', location.pathname); // a reload does not repeat it
}
begin(message);
