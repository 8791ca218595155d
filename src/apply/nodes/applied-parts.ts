import type { Digest } from '../../domain/ids.ts';
import type { PartInputs } from '../../plan/resource.ts';
import type { Applied } from '../provider.ts';
import { partName } from './part-name.ts';

/** What was applied of one part. */
export interface AppliedPart {
  part: string;
  release: Digest;
}

/** The parts among what was applied. */
export function appliedParts(resources: Iterable<Applied>): AppliedPart[] {
  return [...resources].flatMap((applied) => {
    const part = partName(applied);
    return part === undefined ? [] : [{ part, release: (applied.inputs as PartInputs).release }];
  });
}
