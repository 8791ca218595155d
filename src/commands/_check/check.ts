import type { Text } from '../../domain/language.ts';
import type { LentNumber } from '../../domain/lent-number.ts';

/** What has to be there before a tenant's first day: the call arrives; the operator sees and says the company's name; the report arrives. */
export type CheckName = 'call' | 'greeting' | 'report' | 'forwarded';

/** One of the checks, with what was seen. */
export interface Check {
  check: CheckName;
  /** `pending`: only the tenant can bring it about. */
  state: 'ok' | 'failed' | 'pending';
  /** When it was seen, in Japan, by the nodes' clock; absent while it is pending. */
  at?: string;
  /** The lent number that it is about, where it is about one. */
  number?: LentNumber;
  /** For people; no address is told whole. */
  seen: Text;
}

/** Whether the tenant can go live: what is pending comes after. */
export function canGoLive(checks: readonly Check[]): boolean {
  const done = (name: CheckName) => {
    const those = checks.filter(({ check }) => check === name);
    return those.length > 0 && those.every(({ state }) => state === 'ok');
  };
  return done('call') && done('greeting') && done('report');
}
