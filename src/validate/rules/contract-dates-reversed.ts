import { at, type Rule, type Violation } from '../rule.ts';
import type { TenantView } from '../tenant-view.ts';

const MEND = { en: 'mend one of them', ja: 'どちらかを直してください' };

/** Days that cannot be: an end before its start, a number or a suspension outside the contract. */
export const contractDatesReversed: Rule = {
  code: 'contract-dates-reversed',
  severity: 'error',
  *check({ tenants }) {
    for (const tenant of tenants) {
      yield* contract(tenant);
      yield* numbers(tenant);
    }
  },
};

function* contract({ source, contract: { starts, ends, suspendedSince } }: TenantView): Iterable<Violation> {
  if (starts && ends && ends < starts) {
    yield at(
      source,
      ['contract', 'ends'],
      {
        en: `the contract ends on ${ends}, before it starts on ${starts}`,
        ja: `契約の終了日 ${ends} が開始日 ${starts} より前です`,
      },
      MEND,
    );
  }
  const path = ['contract', 'suspended', 'since'];
  if (suspendedSince && starts && suspendedSince < starts) {
    yield at(
      source,
      path,
      {
        en: `suspended on ${suspendedSince}, before the contract starts on ${starts}`,
        ja: `停止日 ${suspendedSince} が契約の開始日 ${starts} より前です`,
      },
      MEND,
    );
  }
  if (suspendedSince && ends && suspendedSince > ends) {
    yield at(
      source,
      path,
      {
        en: `suspended on ${suspendedSince}, after the contract ended on ${ends}`,
        ja: `停止日 ${suspendedSince} が契約の終了日 ${ends} より後です`,
      },
      { en: 'take the suspension away', ja: '利用停止の記載を消してください' },
    );
  }
}

function* numbers({
  source,
  contract: { starts, ends },
  numbers: assignments,
}: TenantView): Iterable<Violation> {
  for (const n of assignments) {
    const first = n.starts ?? starts;
    const last = n.ends ?? ends;
    if (n.starts && starts && n.starts < starts) {
      const why = {
        en: `the number starts on ${n.starts}, before the contract on ${starts}`,
        ja: `番号の利用開始日 ${n.starts} が契約の開始日 ${starts} より前です`,
      };
      yield at(source, [...n.path, 'starts'], why, {
        en: 'start it with the contract or later',
        ja: '契約の開始日以降にしてください',
      });
    }
    if (n.ends && ends && n.ends > ends) {
      const why = {
        en: `the number ends on ${n.ends}, after the contract on ${ends}`,
        ja: `番号の利用終了日 ${n.ends} が契約の終了日 ${ends} より後です`,
      };
      yield at(source, [...n.path, 'ends'], why, {
        en: 'end it with the contract or earlier',
        ja: '契約の終了日以前にしてください',
      });
    }
    if ((n.starts || n.ends) && first && last && last < first) {
      const why = {
        en: `the number ends on ${last}, before it starts on ${first}`,
        ja: `番号の利用終了日 ${last} が利用開始日 ${first} より前です`,
      };
      yield at(source, [...n.path, n.ends ? 'ends' : 'starts'], why, MEND);
    }
  }
}
