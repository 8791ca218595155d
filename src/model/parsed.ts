import type { Parsed } from '../domain/brand.ts';

/** The value of a parse that validation has already let pass. A failure here is a gap between schema and parser: a defect of ours. */
export function sure<T>(result: Parsed<T>): T {
  if (!result.ok) throw new Error(`a value that passed validation does not parse: ${result.problem.en}`);
  return result.value;
}
