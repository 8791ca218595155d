import { at, type Rule, type Violation } from '../rule.ts';
import type { TenantView } from '../tenant-view.ts';

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
      `the contract ends on ${ends}, before it starts on ${starts}`,
      'mend one of them',
    );
  }
  const path = ['contract', 'suspended', 'since'];
  if (suspendedSince && starts && suspendedSince < starts) {
    yield at(
      source,
      path,
      `suspended on ${suspendedSince}, before the contract starts on ${starts}`,
      'mend one of them',
    );
  }
  if (suspendedSince && ends && suspendedSince > ends) {
    yield at(
      source,
      path,
      `suspended on ${suspendedSince}, after the contract ended on ${ends}`,
      'take the suspension away',
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
      const why = `the number starts on ${n.starts}, before the contract on ${starts}`;
      yield at(source, [...n.path, 'starts'], why, 'start it with the contract or later');
    }
    if (n.ends && ends && n.ends > ends) {
      const why = `the number ends on ${n.ends}, after the contract on ${ends}`;
      yield at(source, [...n.path, 'ends'], why, 'end it with the contract or earlier');
    }
    if ((n.starts || n.ends) && first && last && last < first) {
      const why = `the number ends on ${last}, before it starts on ${first}`;
      yield at(source, [...n.path, n.ends ? 'ends' : 'starts'], why, 'mend one of them');
    }
  }
}
