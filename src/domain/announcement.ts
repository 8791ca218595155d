/** The moments at which a caller can hear a sound of the tenant's own in place of what is spoken for everybody, by their keys in a tenant file. */
export const MOMENTS = ['outsideHours', 'holiday', 'suspended', 'ended', 'busy'] as const;

export type Moment = (typeof MOMENTS)[number];

/** What a tenant file may call a sound: a plain name, which means nothing to a path, a shell, a terminal or Markdown but itself. */
export const SOUND_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** As long as a sound may last: whoever calls listens to it, and before an answer a carrier may end the call after a minute or two. */
export const MAX_SOUND_SECONDS = 60;

/** A sound of that length in the one form that nodes play, with room for what programs write about it. */
export const MAX_SOUND_BYTES = 1024 * 1024;
