/** Q.850 causes and what Asterisk's SIP channel makes of them. */
export const CAUSE = {
  /** 404 */
  unallocated: 1,
  /** 486 */
  busy: 17,
  /** 480 */
  noAnswer: 19,
} as const;

/** RFC 5079. Asterisk has no cause for it. */
const ANONYMITY_DISALLOWED = 433;

/** Spoken to whoever waits, before the music: templates/announcements/waiting.txt. The image puts it where musiconhold.conf looks. */
export const WAITING_SOUND = 'waiting';

/** What an operator dials to be rung no more, and again, by what is said then. Edges take it from operators' phones alone. */
export const OPERATOR_CODES = { paused: '*61', back: '*62' } as const;

/**
 * What a caller hears in place of an operator, and an operator who has dialled a code, as early media. `name` is the extension in the library, which has no hyphen since
 * Asterisk passes over hyphens there; `sound` the text templates/announcements/<sound>.txt, spoken when the image is built.
 */
export const ANNOUNCEMENTS = [
  { name: 'back', sound: 'back', cause: CAUSE.noAnswer },
  { name: 'busy', sound: 'busy', cause: CAUSE.busy },
  { name: 'closed', sound: 'outside-hours', cause: CAUSE.noAnswer },
  { name: 'ended', sound: 'ended', cause: CAUSE.unallocated },
  { name: 'paused', sound: 'paused', cause: CAUSE.noAnswer },
  { name: 'suspended', sound: 'suspended', cause: CAUSE.noAnswer },
  { name: 'withheld', sound: 'withheld', status: ANONYMITY_DISALLOWED },
] as const;
