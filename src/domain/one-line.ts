/** A text that somebody else wrote, on one line of a terminal: without control, direction and other invisible characters, at most `limit` long. */
export function oneLine(text: string, limit = 300): string {
  const clean = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}
