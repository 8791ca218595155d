/** Opening hours where a tenant's file names none. */
export const DEFAULT_HOURS = { weekdays: '09:00-18:00', saturdays: 'closed', holidays: 'closed' } as const;
