import { join } from 'node:path';
import { RunError } from '@pulumi/pulumi';
import { staleBuild } from '../../scripts/setup/sources.mjs';
import { problemLine } from '../domain/problem.ts';
import { DiagnosticsError } from '../load/diagnostics-error.ts';

const stale = staleBuild();
if (stale !== undefined) throw refusal(stale);
const { program } = await import('./program.ts');
// Pulumi starts a program in its own folder; ours, and the plugin beside it, read the project's.
process.chdir(join(import.meta.dirname, '..', '..'));
await program().catch((error: unknown) => {
  throw error instanceof Error ? refusal(words(error)) : error;
});

/** Without a stack: Pulumi shows none of it, and yet works half a minute on colouring one. */
function refusal(text: string): RunError {
  return Object.assign(new RunError(text), { stack: '' });
}

/** For a person: Pulumi prints it as it is, and the stack trace of anything else. */
function words(error: Error): string {
  if (!(error instanceof DiagnosticsError)) return problemLine(error);
  return error.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((d) => `${d.file}:${d.line}:${d.column} error ${d.code}: ${d.message.en}; ${d.action.en}`)
    .join('\n');
}
