import type { TenantId } from '../../domain/ids.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { History } from '../history.ts';
import { type Applied, appliedSince, type Ledger } from '../ledger.ts';
import { Lives, type TenantEvent } from '../lives.ts';
import { type CommitRef, refOf } from '../reference.ts';
import { replay } from '../replay.ts';
import { Tenures } from '../tenures.ts';
import { type Holder, holderOf } from './holder.ts';
import { type Source, sourceOf } from './source.ts';

/** A tenant's life as git knows it. */
export interface TenantAnswer {
  question: 'tenant';
  source: Source;
  tenant: TenantId;
  /** Customers that have had this id; mostly one. */
  customers: readonly Customer[];
}

export interface Customer {
  /** Oldest first. */
  ids: readonly string[];
  /** Whether its file stands. */
  stands: boolean;
  /** Oldest first. */
  events: readonly CustomerEvent[];
  numbers: readonly Holder[];
}

export interface CustomerEvent {
  what: TenantEvent['what'];
  detail: TenantEvent['detail'];
  commit: CommitRef;
  /** By stack; absent: not looked at. */
  applied?: readonly Applied[];
}

export function tenantAnswer(history: History, tenant: TenantId, ledger?: Ledger): TenantAnswer {
  const lives = new Lives();
  const tenures = new Tenures();
  for (const step of replay(history)) {
    lives.follow(step);
    tenures.follow(step);
  }
  const found = lives.all.filter(({ ids }) => ids.includes(tenant));
  return {
    question: 'tenant',
    source: sourceOf(history, ledger),
    tenant,
    customers: found.map(({ ids, deleted, events }) => {
      const began = events[0]?.moment.at ?? 0;
      const over = deleted?.at ?? Number.POSITIVE_INFINITY;
      return {
        ids,
        stands: deleted === undefined,
        events: events.map(({ moment, what, detail }) => ({
          what,
          detail,
          commit: refOf(moment),
          ...(ledger ? { applied: appliedSince(ledger, moment.commit) } : {}),
        })),
        numbers: tenures.all
          .filter((t) => ids.includes(t.tenant) && began <= t.began.at && t.began.at <= over)
          .sort((a, b) => byCodeUnit(a.number, b.number) || byCodeUnit(a.from, b.from))
          .map((tenure) => holderOf(tenure, ledger)),
      };
    }),
  };
}
