const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * One line of text for a terminal: escape sequences, line breaks and characters that turn the reading direction are shown as `\u{…}`
 * instead of being obeyed. For everything that came from a file, a caller or a network.
 */
export function printable(text: string): string {
  return text.replace(INVISIBLE, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

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

/** JSON in which nothing is invisible either: a terminal obeys a C1 control inside a string too. */
export function printableJson(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2) ?? 'null';
  return json.replace(INVISIBLE, (c) =>
    c === '\n'
      ? c
      : [...Array(c.length).keys()]
          .map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}
