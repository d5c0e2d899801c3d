// Who is invited, as one line of addresses and as Google's entries. Pure.

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/;

/** At most so many; Google takes no more without further ado. */
export const MOST_GUESTS = 200;

/** The addresses of those invited, but for rooms and oneself, as a form shows them. */
export function addressesOf(attendees) {
  return others(attendees).map(({ email }) => email).join(', ');
}

/** Those invited who are neither rooms nor oneself. */
export function others(attendees) {
  return (attendees ?? []).filter(({ resource, self, email }) => !resource && !self && email);
}

/** The entries for a line of addresses, or { fault } in words; who is invited already stays as they are. */
export function attendeesOf(text, attendees) {
  const addresses = [...new Set(text.split(/[\s,;]+/).filter(Boolean).map((each) => each.toLowerCase()))];
  const wrong = addresses.find((each) => !ADDRESS.test(each));
  if (wrong) {
    return { fault: `“${wrong}” is no e-mail address.` };
  }
  if (addresses.length > MOST_GUESTS) {
    return { fault: `At most ${MOST_GUESTS} guests can be invited here.` };
  }
  const held = attendees ?? [];
  const kept = keptOf(held, addresses);
  const known = new Set(kept.map(({ email }) => email?.toLowerCase()));
  const added = addresses.filter((each) => !known.has(each)).map((email) => ({ email }));
  return { attendees: [...kept, ...added], changed: added.length > 0 || kept.length < held.length };
}

/** The entries of those who are wanted, as they stand in another version: who has answered meanwhile has. */
export function invitedFrom(wanted, attendees) {
  const addresses = others(wanted).map(({ email }) => email.toLowerCase());
  const kept = keptOf(attendees ?? [], addresses);
  const known = new Set(kept.map(({ email }) => email?.toLowerCase()));
  return [...kept, ...others(wanted).filter(({ email }) => !known.has(email.toLowerCase()))];
}

/** The entries of a list to which the same are added, and from which the same are taken, as made one list of another. */
export function changedAlike(held, before, after) {
  const [there, was, is] = [held, before, after].map((each) => others(each).map(({ email }) => email.toLowerCase()));
  const kept = keptOf(held ?? [], there.filter((each) => is.includes(each) || !was.includes(each)));
  const known = kept.map(({ email }) => email?.toLowerCase()); // rooms too
  const added = is.filter((each) => !was.includes(each) && !known.includes(each));
  return [...kept, ...added.map((email) => ({ email }))];
}

function keptOf(held, addresses) {
  return held.filter((each) => each.resource || each.self || addresses.includes(each.email?.toLowerCase()));
}

/** One's own answer to an invitation, or null where one is not invited. */
export function ownResponse({ attendees }) {
  return attendees?.find(({ self }) => self)?.responseStatus ?? null;
}
