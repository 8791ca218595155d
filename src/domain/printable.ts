const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * One line of text as people are to see it: escape sequences, line breaks and characters that turn the reading direction are shown as `\u{…}`
 * instead of being obeyed. For everything that came from a file, a caller or a network.
 */
export function printable(text: string): string {
  return text.replace(INVISIBLE, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A value of plain JSON with every text in it as {@link printable} shows it; keys are ours. */
export function printableValue<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'string' ? printable(part) : part)));
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
