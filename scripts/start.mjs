// `npm start`: the set-up, then the main job from end to end in the sandbox.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from './setup/node.mjs';
import { TOP } from './setup/paths.mjs';
import { leave } from './setup/problem.mjs';
import { run, show } from './setup/run.mjs';
import { setUp } from './setup.mjs';

/** The sandbox's stack: with Pulumi's own engine where its CLI can be had, else with the embedded one; what one of them holds stays there. */
async function sandboxStack() {
  const held = holder();
  if (held === 'embedded') return { stack: 'local', why: 'the embedded engine, which holds the sandbox' };
  if ((await run('pulumi', ['version'])).code === 0) return { stack: 'local-pulumi', why: 'Pulumi' };
  return { stack: 'local', why: 'the embedded engine, since there is no Pulumi CLI on the PATH' };
}

/** @returns {string | undefined} the engine that holds the sandbox now */
function holder() {
  try {
    const { engine, resources } = JSON.parse(
      readFileSync(join(TOP, '.denwaban', 'local', 'state.json'), 'utf8'),
    );
    return engine === 'embedded' && resources.length === 0 ? undefined : engine;
  } catch {
    return undefined;
  }
}

const node = await setUp().catch(leave);
const { stack, why } = await sandboxStack();
console.log(`\nThe main job, end to end, on this machine alone. The engine: ${why}.`);
const code = await show(join(TOP, 'bin', 'denwaban'), ['sandbox', 'demo', '--stack', stack], {
  cwd: TOP,
  env: environmentOf(node),
});
if (code === 0)
  console.log(
    '\nThe sandbox stays up: try `bin/denwaban sandbox call 03-5000-0001`; take it away with `bin/denwaban sandbox down`.',
  );
process.exitCode = code;
