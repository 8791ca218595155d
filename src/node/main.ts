import { same } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import { runAgent } from './agent/main.ts';
import { runFax } from './fax/main.ts';
import { runCapture } from './gateway/capture-main.ts';
import { runDeliver } from './gateway/deliver-main.ts';
import { runPolicy } from './gateway/policy-main.ts';
import { runReturned } from './gateway/returned-main.ts';
import { runEdgeAgent } from './kamailio/main.ts';

/** What the images of nodes and edges run, by its first argument. */
const PROGRAMS: Record<string, (args: string[]) => Promise<number>> = {
  agent: runAgent,
  edge: runEdgeAgent,
  // Not before it is asked for: whoever delivers a report starts this file for each.
  cards: async () => (await import('./cards/main.ts')).runCards(),
  policy: runPolicy,
  deliver: runDeliver,
  capture: runCapture,
  fax: runFax,
  returned: runReturned,
};

const [name = '', ...args] = process.argv.slice(2);
const program = PROGRAMS[name];
try {
  if (!program)
    throw new Problem(
      'node-program',
      same(`there is no program ${JSON.stringify(name)}`),
      same(`Known: ${Object.keys(PROGRAMS).join(', ')}.`),
    );
  process.exitCode = await program(args);
} catch (error) {
  const text =
    error instanceof Problem ? `error ${error.code}: ${error.message}, ${error.action}` : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
