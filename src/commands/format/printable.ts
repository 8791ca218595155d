import { printable, printableJson } from '../../domain/printable.ts';

export { printable, printableJson };

/** The same for text of several lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** Each line of a text, indented below its heading. */
export function indented(text: string): string[] {
  return printableLines(text)
    .split('\n')
    .map((line) => `  ${line}`.trimEnd());
}
