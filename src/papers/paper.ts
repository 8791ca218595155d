import type { Text } from '../domain/language.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { byCodeUnit } from '../domain/order.ts';
import type { ServiceCompany } from '../model/stack.ts';
import type { LentNumberAssignment, Tenant } from '../model/tenant.ts';

/** What a customer can get on paper. */
export const PAPERS = ['start', 'forwarding', 'chatwork', 'end', 'choosing'] as const;
export type Paper = (typeof PAPERS)[number];

export const TITLES: Record<Paper, string> = {
  start: '利用開始のご案内',
  forwarding: '電話転送の設定のご案内',
  chatwork: 'Chatworkのご案内',
  end: 'ご利用終了のご案内',
  choosing: '番号と受電報告のお選び方',
};

/** What papers are made of beside the tenant's file. */
export interface Circumstances {
  /** The day on which they are made: it stands on them, and in the PDF as the day of its making. */
  date: LocalDate;
  /** Absent: a wording that names nobody. */
  company?: ServiceCompany;
  /** Where people join the tenant's Chatwork room; absent: not known yet. */
  invitation?: string;
}

/** Values of a template: data alone, never markup. */
export type PaperValue = string | number | boolean | null | readonly PaperValue[] | PaperValues;
export interface PaperValues {
  readonly [key: string]: PaperValue;
}

/**
 * The papers that a tenant gets on a day, by its file: what there is to choose before the first day; start, forwarding and Chatwork as long as the
 * contract goes on; the notice of the end once an end is known, and that alone afterwards.
 */
export function papersOf(tenant: Tenant, date: LocalDate): Paper[] {
  const over = tenant.contract.ends !== undefined && tenant.contract.ends < date;
  const fits: Record<Paper, boolean> = {
    start: !over,
    forwarding: !over && forwardingNumbers(tenant, date).length > 0,
    chatwork: !over && tenant.report.channel === 'chatwork',
    end: endingNumbers(tenant).length > 0,
    choosing: date < tenant.contract.starts,
  };
  return PAPERS.filter((paper) => fits[paper]);
}

/** Whether a paper can be made for a tenant at all; undefined: yes, else why not. */
export function unfit(tenant: Tenant, paper: Paper, date: LocalDate): Text | undefined {
  if (paper === 'forwarding' && forwardingNumbers(tenant, date).length === 0)
    return {
      en: 'none of its numbers is used by forwarding on that day or later',
      ja: 'その日以降、電話転送利用の番号がありません',
    };
  if (paper === 'chatwork' && tenant.report.channel !== 'chatwork')
    return { en: 'its reports go by mail', ja: '受電報告はメールです' };
  if (paper === 'end' && endingNumbers(tenant).length === 0)
    return { en: 'none of its numbers has a last day', ja: '終了日の決まった番号がありません' };
  return undefined;
}

/** Numbers that are or will be lent on a day, in the order of the file. */
export function numbersFrom({ numbers }: Tenant, date: LocalDate): LentNumberAssignment[] {
  return numbers.filter(({ ends }) => ends === undefined || ends >= date);
}

export function forwardingNumbers(tenant: Tenant, date: LocalDate): LentNumberAssignment[] {
  return numbersFrom(tenant, date).filter(({ usage }) => usage === 'forwarding');
}

/** Numbers with a last day, the soonest first. */
export function endingNumbers({
  numbers,
}: Pick<Tenant, 'numbers'>): (LentNumberAssignment & { ends: LocalDate })[] {
  return numbers
    .flatMap((n) => (n.ends === undefined ? [] : [{ ...n, ends: n.ends }]))
    .sort((a, b) => byCodeUnit(a.ends, b.ends));
}
