import { staleBuild } from '../../scripts/setup/sources.mjs';

/** Pages have the scripts of `dist` in them: tests of older ones would tell of what nobody wrote. */
export function setup(): void {
  const stale = staleBuild();
  if (stale !== undefined) throw new Error(stale);
}
