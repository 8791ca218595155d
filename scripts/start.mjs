// `npm start`: the set-up, then the main job from end to end in the sandbox.
import { join } from 'node:path';
import { environmentOf } from './setup/node.mjs';
import { TOP } from './setup/paths.mjs';
import { leave } from './setup/problem.mjs';
import { show } from './setup/run.mjs';
import { setUp } from './setup.mjs';

const node = await setUp().catch(leave);
console.log('\nThe main job, end to end, on this machine alone (the engine is the embedded one):');
const code = await show(join(TOP, 'bin', 'denwaban'), ['sandbox', 'demo'], {
  cwd: TOP,
  env: environmentOf(node),
});
if (code === 0)
  console.log(
    '\nThe sandbox stays up: try `bin/denwaban sandbox call 03-5000-0001`; take it away with `bin/denwaban sandbox down`.',
  );
process.exitCode = code;
