import type { Limits } from '../model/stack.ts';
import type { Plan } from './plan.ts';

/** The names of the limits: what `--override` takes. */
export const LIMITS = ['percent', 'tenants'] as const;
export type LimitName = (typeof LIMITS)[number];

/** A limit that a plan is over. */
export interface OverLimit {
  limit: LimitName;
  /** Tenants that are changed or deleted. */
  touched: number;
  /** Tenants that are there before. */
  of: number;
  /** What the limit says: per cent or tenants. */
  allowed: number;
}

/**
 * The limits that a plan is over. New tenants do not count, nor what toolkit or stack render anew; into an empty stack everything is new.
 * @param of tenants that are there before
 */
export function overLimits(
  plan: Pick<Plan, 'tenants'>,
  of: number,
  { percent, percentFrom, tenants }: Limits,
): OverLimit[] {
  const touched = plan.tenants.filter(({ action }) => action !== 'create').length;
  const over: OverLimit[] = [];
  if (of >= percentFrom && touched * 100 > of * percent)
    over.push({ limit: 'percent', touched, of, allowed: percent });
  if (tenants !== undefined && touched > tenants)
    over.push({ limit: 'tenants', touched, of, allowed: tenants });
  return over;
}
