// Why an edit was not done, in words. The reasons are Google's own and Calsync's. Pure.

const AGAIN = 'Try again in a moment.';

const SENTENCES = {
  conflict: 'It was changed at Google meanwhile.',
  notFound: 'It is no longer at Google.',
  seriesChanged: 'Its series was changed meanwhile, and has no such event any more. Look at it again.',
  deleted: 'It was deleted at Google.',
  alreadyExists: 'Google has it already.',
  duplicate: 'Google has it already.',
  unavailable: 'Google could not be reached for a long time.',
  refused: 'Google did not take it.',
  quotaExceeded: 'Google takes no more edits from this account for some hours.',
  rateLimited: `Google was asked too often. ${AGAIN}`,
  forbiddenForNonOrganizer: 'Only the organizer may change this event.',
  forbidden: 'Google does not allow this account to change it.',
  insufficientPermissions: 'The permission to change events is missing. Connect this account again and leave the boxes ticked.',
  requiredAccessLevel: 'This calendar is shared with you for reading only.',
  accessLost: 'Google no longer lets this account see this calendar.',
  needsReauthorization: 'Google wants you to sign in again. Connect this account again first.',
  notInvited: 'You are not invited to it any more.',
  destinationNotFound: 'The other calendar is not there any more.',
  calendarRemoved: 'Its calendar is no longer connected.',
  waitedTooLong: 'It waited too long to be sent, and might surprise somebody now.',
  unsupportedScope: 'This part of a series cannot be changed here.',
  eventTypeRestriction: 'Events of this kind cannot be changed so.',
  cannotChangeOrganizer: 'Only the organizer can move it.',
  cannotChangeOrganizerOfInstance: 'One instance of a series cannot be moved to another calendar.',
  timeRangeEmpty: 'It ends before it starts.',
  invalid: 'Google does not take an event like this.',
  required: 'Google misses something in it.',
};

/** Each reason that has a sentence. */
export const reasons = Object.keys(SENTENCES);

const BY_STATUS = {
  404: 'notFound',
  409: 'seriesChanged',
  428: 'conflict',
};

/** Why nothing new can be written. */
export const NOWHERE_TO_WRITE = 'There is no calendar here that you may write to.';

const READ_ONLY = {
  calendar: 'This calendar is read-only for you.',
  reauthorize: 'This calendar’s account has to be connected again before you can change anything.',
  guest: 'Only the organizer may change this event. You can answer the invitation.',
  kind: 'Events of this kind cannot be changed here.',
  locked: 'Its organizer has locked this event.',
  saving: 'Its series is just being saved. It can be changed when that is done.',
  accessLost: 'Google no longer lets this account see this calendar.',
};

/** A sentence for the reason of a rejection, whatever it is. */
export function refusal(reason) {
  return Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason] : SENTENCES.refused;
}

/** A sentence for an answer that took no edit at all; the service says best what is wrong with it. */
export function problemText({ status, message }) {
  const told = (status === 400 || status === 403) && message;
  if (told) {
    return `${message[0].toUpperCase()}${message.slice(1)}.`;
  }
  return status in BY_STATUS ? refusal(BY_STATUS[status]) : 'Calsync could not take it.';
}

/** Why an event cannot be changed, or an empty text where it can. */
export function readOnlyText({ editable, readOnlyBecause, calendarId }, calendar) {
  if (editable) {
    return '';
  }
  if (Object.hasOwn(READ_ONLY, readOnlyBecause ?? '')) {
    return READ_ONLY[readOnlyBecause];
  }
  return calendar && !calendar.writable && calendarId ? READ_ONLY.calendar : 'This event cannot be changed here.';
}
