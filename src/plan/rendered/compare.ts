import { structuredPatch } from 'diff';
import type { Line } from './lines.ts';

/**
 * What is in one list of lines and not in the other, whatever their order: `-` lines, then `+` lines, each in its list's order. For lines that
 * stand for themselves; takes a time in proportion to them.
 */
export function lineChanges(
  before: readonly Line[],
  after: readonly Line[],
): { removed: Line[]; added: Line[] } {
  return { removed: without(before, after), added: without(after, before) };
}

function without(lines: readonly Line[], others: readonly Line[]): Line[] {
  const left = new Map<string, number>();
  for (const { raw } of others) left.set(raw, (left.get(raw) ?? 0) + 1);
  return lines.filter(({ raw }) => {
    const count = left.get(raw) ?? 0;
    if (count > 0) left.set(raw, count - 1);
    return count === 0;
  });
}

/** Beyond so many changed lines a file is another one, and to compare it line by line would take too long. */
const MOST_EDITS = 2_000;
const CONTEXT = 1;

/** A file's changes in their places, with the lines around them. @param shown makes a line fit to be shown */
export function fileChanges(before: string, after: string, shown: (line: string) => string): string[] {
  const patch = structuredPatch('', '', before, after, undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MOST_EDITS,
  });
  if (!patch) return [`- ${before.split('\n').length} lines`, `+ ${after.split('\n').length} other lines`];
  return patch.hunks.flatMap((hunk) => [
    `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    ...hunk.lines.filter((text) => !text.startsWith('\\')).map((text) => `${text[0]}${shown(text.slice(1))}`),
  ]);
}
