/** Characters that no font of ours has, each once, in the order in which they stand on the paper. */
export class UnprintableError extends Error {
  readonly characters: readonly string[];

  constructor(characters: readonly string[]) {
    super(`no font has ${characters.join(' ')}`);
    this.name = 'UnprintableError';
    this.characters = characters;
  }
}

/** What the typesetter says of each text that it cannot show; the text is quoted as Rust quotes it. */
const SAID = /the text `\\?"(.*?)\\?"` could not be displayed/gu;

/** The characters in what the typesetter said; none: it was something else. */
export function unprintable(text: string): string[] {
  const found = [...text.matchAll(SAID)].flatMap(([, quoted = '']) => [...unquoted(quoted)]);
  return [...new Set(found)];
}

/** Rust writes what it takes for invisible as \u{…}. */
function unquoted(text: string): string {
  return text.replace(/\\+u\{([0-9a-f]+)\}/g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
