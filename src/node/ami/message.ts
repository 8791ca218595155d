/** One message of the manager interface. Names are compared as Asterisk writes them; a name may come more than once. */
export class AmiMessage {
  readonly #lines: readonly string[];

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** The first value of a name, exactly as it was sent; undefined where there is none. */
  get(name: string): string | undefined {
    const head = `${name}: `;
    const line = this.#lines.find((l) => l.startsWith(head));
    if (line !== undefined) return line.slice(head.length);
    return this.#lines.includes(`${name}:`) ? '' : undefined;
  }

  /** Every value of a name, such as the lines (`Output`) of a command. */
  all(name: string): string[] {
    const head = `${name}: `;
    return this.#lines.flatMap((l) => (l.startsWith(head) ? [l.slice(head.length)] : []));
  }

  /** Every name with its value, in order. */
  entries(): [string, string][] {
    return this.#lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 2)];
    });
  }
}
