import type { ApplyContext } from '../context.ts';
import type { ResourceHandler } from '../provider.ts';
import { partHandler } from './part.ts';

/** Trunks, operators, pools and the dialplan library: the first part to come and the last to go. */
export function clusterHandler(context: ApplyContext): ResourceHandler<'Cluster'> {
  return partHandler<'Cluster'>(context, () => 'cluster');
}
