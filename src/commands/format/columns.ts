import stringWidth from 'string-width';

/** With blanks up to so many columns of a terminal: a Japanese character takes two. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
