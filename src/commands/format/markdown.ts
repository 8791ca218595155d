import { escapeMarkdown } from '../../domain/markdown.ts';
import { printable } from './printable.ts';

/** Text as itself in Markdown, on one line and with nothing invisible. */
export function markdownText(text: string): string {
  return escapeMarkdown(printable(text));
}

/** A table whose cells are escaped here. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  return [row(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(row)].join('\n');
}
