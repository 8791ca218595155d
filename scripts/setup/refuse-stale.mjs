// Imported before anything of dist: ends the process where dist is of other sources.
import { staleBuild } from './sources.mjs';

const stale = staleBuild();
if (stale !== undefined) {
  console.error(`error ${stale}`);
  process.exit(1);
}
