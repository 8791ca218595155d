import { CHATWORK_FEE, EXTRA_RECIPIENT_FEE, FREE_RECIPIENTS } from '../../domain/fees.ts';
import type { PersonId } from '../../domain/ids.ts';
import { hoursWords } from '../../domain/opening.ts';
import { monthlyFee } from '../../model/monthly-fees.ts';
import type { Tenant } from '../../model/tenant.ts';
import { reportDestinations } from '../../render/report-destination.ts';
import { type Circumstances, numbersFrom, type PaperValues } from '../paper.ts';
import { periodWords, yenWords } from '../words.ts';
import { headOf, numberRow } from './common.ts';

/** 利用開始のご案内: what is lent, what the customer has to do, where reports go, what it costs, what has to be seen before the first day. */
export function startValues(tenant: Tenant, circumstances: Circumstances): PaperValues {
  const numbers = numbersFrom(tenant, circumstances.date);
  const lent = numbers.length > 0 ? numbers : tenant.numbers;
  const uses = (usage: string) => lent.some((n) => n.usage === usage);
  return {
    ...headOf('start', tenant, circumstances),
    period: periodWords(tenant.contract),
    numbers: lent.map(numberRow),
    forwarding: uses('forwarding'),
    displayed: uses('displayed'),
    fax: lent.some((n) => n.kind === 'fax'),
    greeting: tenant.company.greeting,
    hours: [
      ['平日', hoursWords(tenant.hours.weekdays)],
      ['土曜日', hoursWords(tenant.hours.saturdays)],
      ['日曜日・祝日', hoursWords(tenant.hours.holidays)],
    ],
    report: reportValues(tenant),
    fee: feeValues(tenant),
  };
}

function reportValues(tenant: Tenant): PaperValues {
  const { report } = tenant;
  const destination = reportDestinations(tenant);
  const readers = (person?: PersonId) =>
    destination(person)
      .recipients.map(({ name }) => name)
      .join('、');
  if (report.channel === 'chatwork') return { channel: 'chatwork', room: report.room };
  return {
    channel: 'mail',
    specified: report.to !== undefined,
    free: FREE_RECIPIENTS,
    extraFee: yenWords(EXTRA_RECIPIENT_FEE),
    rows: [
      ['どなたあてでもない電話', readers()],
      ...tenant.roster.map((person) => [
        [person.department, person.title, person.name].filter((part) => part !== undefined).join('　'),
        readers(person.id),
      ]),
    ],
    addresses: tenant.roster.flatMap(({ name, email }) => (email === undefined ? [] : [[name, email]])),
    inCharge: tenant.roster[0]?.name ?? '',
  };
}

function feeValues(tenant: Tenant): PaperValues {
  const { channel, recipients: most = 0, extra = 0, yen } = monthlyFee(tenant);
  const why =
    channel === 'chatwork'
      ? `Chatworkでの受電報告（月額${yenWords(CHATWORK_FEE)}）`
      : extra === 0
        ? `メールでの受電報告（同時${FREE_RECIPIENTS}名まで基本料金に含まれます）`
        : `メールでの受電報告（同時に最大${most}名。${FREE_RECIPIENTS}名を超える${extra}名分×${yenWords(EXTRA_RECIPIENT_FEE)}）`;
  return { why, yen: yenWords(yen) };
}
