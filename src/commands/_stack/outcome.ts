import { Errors } from '@oclif/core';
import type { ApplyOutcome } from '../../apply/apply.ts';
import { Problem } from '../../domain/problem.ts';
import type { Format } from '../base.ts';
import { printableJson } from '../format/printable.ts';

/** What an apply did, in one line and its notes, or as JSON. */
export function outcomeText({ tally, notices }: ApplyOutcome, format: Format): string {
  const done = {
    created: tally.create,
    updated: tally.update,
    mended: tally.mend,
    deleted: tally.delete,
    unchanged: tally.none,
  };
  if (format === 'json') {
    return printableJson({
      ok: notices.silentNodes.length === 0,
      done,
      silentNodes: notices.silentNodes,
      notices: notices.lines,
    });
  }
  const counts = Object.entries(done).map(([what, count]) => `${count} ${what}`);
  return [`Applied: ${counts.join(', ')}`, ...notices.lines.map((line) => `note: ${line}`)].join('\n');
}

/** A node that was silent has not proved anything: exit code 1, with its name, which JSON has told already. */
export function refuseSilence({ notices }: Pick<ApplyOutcome, 'notices'>, format: Format): void {
  const silent = notices.silentNodes;
  if (silent.length === 0) return;
  if (format === 'json') throw new Errors.ExitError(1);
  throw new Problem(
    'nodes-silent',
    `silent and skipped: ${silent.join(', ')}; all others have proved what was applied`,
    'see why; a node that comes back catches up by itself',
  );
}
