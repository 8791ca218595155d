/** Keys that ask for calls out of a lent number. The schema leaves them to the rule that says why there are none. */
export const OUTBOUND_KEYS: ReadonlySet<string> = new Set([
  'outbound',
  'outgoing',
  'allowOutbound',
  'callOut',
  'dialOut',
  'callerId',
]);
