/** The formats that files are written in; each has one writer, which owns its syntax. */
export type Format =
  | 'dialplan'
  | 'kamailio'
  | 'asterisk-conf'
  | 'passwd-file'
  | 'postfix-conf'
  | 'postfix-map'
  | 'html'
  | 'chatwork';

const make = Symbol('make');

/**
 * Text that the writer of a format has made safe for it. A plain string does not type-check where this is wanted, nor does
 * text made safe for another format; at run time {@link textOf} refuses both. It never turns into a string by itself.
 */
export class Safe<F extends Format> {
  readonly format: F;
  readonly #text: string;

  private constructor(format: F, text: string) {
    this.format = format;
    this.#text = text;
  }

  /** For {@link writer} alone. */
  static [make]<F extends Format>(format: F, text: string): Safe<F> {
    return new Safe(format, text);
  }

  /** The text, where a value really is safe for `format`; anything else throws. */
  static text(format: Format, value: unknown): string {
    if (value instanceof Safe && value.format === format) return value.#text;
    const found = value instanceof Safe ? `text for ${value.format}` : typeof value;
    throw new UnsafeTextError(`${found} where only text made safe for ${format} may stand`);
  }

  toString(): never {
    throw new UnsafeTextError(`text for ${this.format} was used as a plain string`);
  }
}

/** A programming error: text would have reached a file unescaped, or a value that its format cannot hold. Holds no value. */
export class UnsafeTextError extends TypeError {
  override readonly name = 'UnsafeTextError';
}

/** What a format's writer is built from; for the files of this folder alone. */
export interface Writer<F extends Format> {
  /** Declares text to be safe: the writer has escaped it, or has looked at every character. */
  trust(text: string): Safe<F>;
  /** {@link trust}s a text that matches a pattern from end to end; anything else throws, without showing the value. */
  only(pattern: RegExp, what: string): (text: string) => Safe<F>;
  /** Safe values one after the other with literal text between. */
  join(values: readonly Safe<NoInfer<F>>[], separator: string): Safe<F>;
  /** A tagged template of literal text and safe values. */
  tag(literals: TemplateStringsArray, ...values: readonly Safe<NoInfer<F>>[]): Safe<F>;
}

export function writer<F extends Format>(format: F): Writer<F> {
  const trust = (text: string): Safe<F> => Safe[make](format, text);
  return {
    trust,
    only: (pattern, what) => (text) => {
      if (!pattern.test(text)) throw new UnsafeTextError(`not ${what}: refused in ${format}`);
      return trust(text);
    },
    join: (values, separator) => trust(values.map((value) => Safe.text(format, value)).join(separator)),
    tag: (literals, ...values) =>
      trust(String.raw({ raw: literals }, ...values.map((value) => Safe.text(format, value)))),
  };
}
