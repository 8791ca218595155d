/** Opening hours where a tenant's file names none. */
export const DEFAULT_HOURS = { weekdays: '09:00-18:00', saturdays: 'closed', holidays: 'closed' } as const;

/** How the hours of a day are written, as a pattern: closed, or from when to when, to 24:00. */
export const DAY_HOURS =
  '^(?:closed|(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00))$';
