// A Google account that came back from Google and waits for its person's yes.

import { button } from './account-card.js';
import { element } from './dom.js';

/** Draws it; `does` is { confirm(pending), decline(pending) }. */
export function pendingCard(pending, does) {
  const { id, email, name, insteadOf } = pending;
  return element(
    'section',
    { class: 'card pending-card', 'aria-labelledby': `pending-${id}`, 'data-pending-id': id },
    element('h2', { id: `pending-${id}`, tabindex: '-1' }, 'Is this your Google account?'),
    element('p', { class: 'address' }, email),
    name ? element('p', { class: 'aside' }, name) : null,
    element('p', {}, insteadOf ? another(insteadOf) : 'Its calendars will show beside those you have. Nothing is read before you say yes.'),
    element(
      'p',
      { class: 'answers' },
      button(`decline-${id}`, 'button', 'No, not this one', () => does.decline(pending)),
      button(`confirm-${id}`, 'button primary', 'Yes, connect it', () => does.confirm(pending)),
    ),
  );
}

function another(insteadOf) {
  return `You set out to reconnect ${insteadOf}, and chose another account. It would be connected beside it, and gets nothing of what ${insteadOf} had.`;
}
