import type { Tenant } from '../../model/tenant.ts';
import type { Circumstances, Paper, PaperValues } from '../paper.ts';
import { chatworkValues } from './chatwork.ts';
import { choosingValues } from './choosing.ts';
import { endValues } from './end.ts';
import { forwardingValues } from './forwarding.ts';
import { startValues } from './start.ts';

const VALUES: Record<Paper, (tenant: Tenant, circumstances: Circumstances) => PaperValues> = {
  start: startValues,
  forwarding: forwardingValues,
  chatwork: chatworkValues,
  end: endValues,
  choosing: choosingValues,
};

/** What stands on a paper: facts, days, fees. Pure. */
export function valuesOf(paper: Paper, tenant: Tenant, circumstances: Circumstances): PaperValues {
  return VALUES[paper](tenant, circumstances);
}
