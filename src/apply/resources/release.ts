import type { ApplyContext } from '../context.ts';
import type { ResourceHandler } from '../provider.ts';
import { partHandler } from './part.ts';

/** The tenants of one shard, as one switch. */
export function releaseHandler(context: ApplyContext): ResourceHandler<'Release'> {
  return partHandler<'Release'>(context, (shard) => `shard-${shard}`);
}
