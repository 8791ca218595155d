/** Q.850 causes and what Asterisk's SIP channel makes of them. */
export const CAUSE = {
  /** 404 */
  unallocated: 1,
  /** 486 */
  busy: 17,
  /** 480 */
  noAnswer: 19,
} as const;

/**
 * What a caller hears in place of an operator, as early media. `name` is the extension in the library, which has no hyphen since
 * Asterisk passes over hyphens there; `sound` the text templates/announcements/<sound>.txt, spoken when the image is built.
 */
export const ANNOUNCEMENTS = [
  { name: 'busy', sound: 'busy', cause: CAUSE.busy },
  { name: 'closed', sound: 'outside-hours', cause: CAUSE.noAnswer },
  { name: 'ended', sound: 'ended', cause: CAUSE.unallocated },
  { name: 'suspended', sound: 'suspended', cause: CAUSE.noAnswer },
] as const;
