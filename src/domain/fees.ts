/** Monthly fees of the report channels, yen, tax included. Source: the company's price list. */
export const CHATWORK_FEE = 550;
/** For each recipient beyond the free ones, at the same time. */
export const EXTRA_RECIPIENT_FEE = 220;
/** Simultaneous recipients of a mail report that the base fee covers. */
export const FREE_RECIPIENTS = 3;

/** The monthly fee of mail reports: 0 yen up to three simultaneous recipients, 220 yen for each beyond. */
export function mailFee(mostRecipients: number): number {
  return extraRecipients(mostRecipients) * EXTRA_RECIPIENT_FEE;
}

/** Simultaneous recipients that the base fee does not cover. */
export function extraRecipients(mostRecipients: number): number {
  return Math.max(0, mostRecipients - FREE_RECIPIENTS);
}

/** The monthly fee of a tenant's report channel, yen. `mostRecipients` counts for mail alone. */
export function reportFee(channel: 'mail' | 'chatwork', mostRecipients: number): number {
  return channel === 'chatwork' ? CHATWORK_FEE : mailFee(mostRecipients);
}
