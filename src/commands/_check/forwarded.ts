import { DateTime } from 'luxon';
import type { Text } from '../../domain/language.ts';
import { formatLentNumber, type LentNumber } from '../../domain/lent-number.ts';
import { ZONE } from '../../domain/local-date.ts';
import type { Tenant } from '../../model/tenant.ts';
import { otherNodesCalls } from '../../store/calls.ts';
import type { Blobs } from '../../store/store.ts';
import type { Check } from './check.ts';

/** Has a call come by the line that the tenant's file names, to each forwarding number? Nodes tell the first one within half a minute. */
export async function checkForwarded(
  blobs: Blobs,
  tenant: Tenant,
  numbers: readonly LentNumber[],
): Promise<Check[]> {
  const nodes = await otherNodesCalls(blobs);
  return tenant.numbers.flatMap(({ number, forwardedFrom }): Check[] => {
    if (!forwardedFrom || !numbers.includes(number)) return [];
    const times = nodes.flatMap(({ forwarded }) => forwarded[`${tenant.id} ${number}`] ?? []);
    if (times.length > 0) {
      const at = DateTime.fromSeconds(Math.min(...times), { zone: ZONE }).toISO() ?? '';
      return [{ check: 'forwarded', state: 'ok', at, number, seen: byWords(forwardedFrom.number) }];
    }
    const seen = noneWords(forwardedFrom.number, formatLentNumber(number));
    return [{ check: 'forwarded', state: 'pending', number, seen }];
  });
}

function byWords(line: string): Text {
  return { en: `by ${line}`, ja: `${line} から` };
}

function noneWords(line: string, number: string): Text {
  return {
    en: `none by ${line} yet: the tenant registers ${number} as destination, then somebody calls that line`,
    ja: `${line} からはまだありません。契約会社が転送先に ${number} を登録し、その回線に電話をかけます`,
  };
}
