// Two people changed one event. What differs, field by field, and what to send to have both. Pure.

import { others } from './guests.js';
import { googleTime } from './time.js';

/** What a person sees of an event, and so what can be in conflict. */
export const FIELDS = [
  { name: 'title', label: 'Title', parts: ['summary'] },
  { name: 'when', label: 'When', parts: ['start', 'end'] },
  { name: 'where', label: 'Where', parts: ['location'] },
  { name: 'text', label: 'Description', parts: ['description'] },
  { name: 'people', label: 'Guests', parts: ['attendees'] },
  { name: 'repeat', label: 'Repeats', parts: ['recurrence'] },
];

/** What a person has seen of a resource, all of it: what it does not have is empty. */
export function seen(resource) {
  return Object.fromEntries(FIELDS.flatMap(({ parts }) => parts).map((part) => [part, resource[part] ?? null]));
}

const PLAIN = {
  start: (time) => googleTime(time) ?? '',
  end: (time) => googleTime(time) ?? '',
  attendees: (people) => others(people).map(({ email }) => email.toLowerCase()).sort().join(),
  recurrence: (lines) => (lines ?? []).join('\n'),
};

/**
 * The fields that differ between what was seen (`base`), what was wanted (`fields`, only what was
 * changed) and what is there now (`theirs`): { name, label, parts, by } with `by` one of `mine`,
 * `theirs`, `both`, and `unseen` for what is there and not in `base`: nobody knows whether they changed it.
 */
export function differences({ base, fields, theirs }) {
  return FIELDS.map((field) => ({ ...field, by: whoChanged(field.parts, base, fields, theirs) })).filter(({ by }) => by);
}

function whoChanged(parts, base, fields, theirs) {
  const wanted = parts.some((part) => part in fields);
  const mine = wanted && parts.some((part) => part in fields && !same(part, fields[part], theirs[part]));
  const seen = parts.every((part) => part in base);
  const changed = seen ? parts.some((part) => !same(part, base[part], theirs[part])) : mine;
  if (mine) {
    return changed ? 'both' : 'mine';
  }
  if (!wanted && !seen) {
    return parts.some((part) => theirs[part] ?? null) ? 'unseen' : null;
  }
  return changed && !wanted ? 'theirs' : null;
}

/** Whether two values of a field say the same, however they are written. */
export function same(part, one, other) {
  const plain = PLAIN[part] ?? ((value) => value ?? '');
  return plain(one) === plain(other);
}

/** What to send so that the fields in `kept` are mine and all others stay theirs; empty: nothing. */
export function merged({ fields, theirs }, kept) {
  const wanted = FIELDS.filter(({ name }) => kept.includes(name))
    .map(({ parts }) => parts.filter((part) => part in fields))
    .filter((parts) => parts.some((part) => !same(part, fields[part], theirs[part])));
  return Object.fromEntries(wanted.flat().map((part) => [part, fields[part]]));
}
