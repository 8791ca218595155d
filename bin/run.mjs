// Runs the command line from dist. Whatever a command throws is printed here, in one way for all, and gives the exit code.
import '../scripts/setup/refuse-stale.mjs';
import { flush, run } from '@oclif/core';

const { describeFailure } = await import('../dist/commands/format/failure.js');
const { languageAsked } = await import('../dist/domain/language.js');

// A reader that has seen enough (`| head`) is no failure, and what was begun is finished. oclif does the same for stdout, but its
// flush would wait for that reader for ever.
const unread = new Promise((resolve) => process.stdout.once('error', resolve));
process.stderr.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});
process.on('uncaughtException', fail);

const given = process.argv.slice(2);
// What people type who know other tools.
const args = given[0] === 'help' ? [...given.slice(1), '--help'] : given;

try {
  // Plugins of a user's home are none of ours, and a home that cannot be read would be complained about.
  await run(args, { root: import.meta.dirname, userPlugins: false });
  await Promise.race([flush(), unread]);
} catch (error) {
  fail(error);
}

function fail(error) {
  const debug = (process.env.DEBUG ?? '')
    .split(',')
    .some((name) => name === '*' || name.startsWith('denwaban'));
  const language = languageAsked(args, process.env);
  const { exitCode, stderr, stdout } = describeFailure(error, { format: formatOf(args), language, debug });
  process.exitCode = exitCode;
  // Exiting in the callbacks of both: what is written to a pipe would be cut off otherwise, also what a command wrote before it threw.
  const text = (value) => (value === undefined ? '' : `${value}\n`);
  process.stderr.write(text(stderr), () => process.stdout.write(text(stdout), () => process.exit(exitCode)));
}

/** Asked of the raw arguments, since they may be what is wrong. */
function formatOf(argv) {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  const asked = (format) =>
    flags.some((arg, i) => arg === `--format=${format}` || (arg === '--format' && flags[i + 1] === format));
  return ['json', 'github'].find(asked) ?? 'text';
}
