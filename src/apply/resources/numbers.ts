import type { ApplyContext } from '../context.ts';
import type { ResourceHandler } from '../provider.ts';
import { partHandler } from './part.ts';

/** The intervals of all lent numbers: a move between tenants is one switch. */
export function numbersHandler(context: ApplyContext): ResourceHandler<'Numbers'> {
  return partHandler<'Numbers'>(context, () => 'numbers');
}
