// The command line from its sources, as a process of its own that tests can interrupt: `node denwaban.ts plan --stack test`.
import { join } from 'node:path';
import { Config } from '@oclif/core';
import { describeFailure } from '../../../src/commands/format/failure.ts';
import { languageAsked } from '../../../src/domain/language.ts';

const [name = '', ...argv] = process.argv.slice(2);
const root = join(import.meta.dirname, '../../..');
try {
  const { default: command } = await import(join(root, 'src/commands', `${name}.ts`));
  await command.run(argv, await Config.load({ root, devPlugins: false, userPlugins: false }));
} catch (error) {
  const { exitCode, stderr, stdout } = describeFailure(error, {
    format: argv.includes('--format=json') ? 'json' : 'text',
    language: languageAsked(argv, process.env),
    debug: true,
  });
  if (stderr !== undefined) process.stderr.write(`${stderr}\n`);
  if (stdout !== undefined) process.stdout.write(`${stdout}\n`);
  process.exitCode = exitCode;
}
