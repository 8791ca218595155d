import type { Moment } from '../../domain/announcement.ts';

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

interface Announcement {
  name: string;
  sound: string;
  own?: Moment;
  outcome?: string;
  cause?: number;
  status?: number;
}

/**
 * What a caller hears in place of an operator, and an operator who has dialled a code, as early media. `name` is the extension in the library, which has no hyphen since
 * Asterisk passes over hyphens there; `sound` the text templates/announcements/<sound>.txt, spoken when the image is built; `own` the moment of a
 * tenant's file for which it can have a sound of its own; `outcome` as what it is counted where that is not its name.
 */
export const ANNOUNCEMENTS = [
  { name: 'back', sound: 'back', cause: CAUSE.noAnswer },
  { name: 'busy', sound: 'busy', cause: CAUSE.busy, own: 'busy' },
  { name: 'closed', sound: 'outside-hours', cause: CAUSE.noAnswer, own: 'outsideHours' },
  { name: 'ended', sound: 'ended', cause: CAUSE.unallocated, own: 'ended' },
  { name: 'holiday', outcome: 'closed', sound: 'holiday', cause: CAUSE.noAnswer, own: 'holiday' },
  { name: 'paused', sound: 'paused', cause: CAUSE.noAnswer },
  { name: 'suspended', sound: 'suspended', cause: CAUSE.noAnswer, own: 'suspended' },
  { name: 'withheld', sound: 'withheld', status: ANONYMITY_DISALLOWED },
] as const satisfies readonly Announcement[];

/** Moments at which a number has no tenant any more, or none that is served: its own sound is found by way of its stub alone. */
export const BEYOND_SERVICE: readonly Moment[] = ['ended', 'suspended'];

/** The key in AstDB of a tenant's own sound, by the extension in the library that plays it; its value is the sound's digest. */
export function soundKeyOf(moment: Moment): `sound-${string}` {
  const played = ANNOUNCEMENTS.find((announcement) => 'own' in announcement && announcement.own === moment);
  if (!played) throw new Error(`nothing plays the sound for ${moment}`);
  return `sound-${played.name}`;
}
