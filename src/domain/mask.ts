/** A word, after a local part in quotes (RFC 5321) where there is one. */
const WORD = /(?:"([^"\n]+)"(?=@))?[^\s,;:<>"]+/g;

/**
 * E-mail addresses in a text, as people are shown them in plans, findings and logs: `taro@yamada.example` as `t…@yamada.example`. Of a word with
 * more than one @ only what follows the last is shown: addresses may have run into one another.
 */
export function maskAddresses(text: string): string {
  return text.replace(WORD, (word, quoted: string | undefined) => {
    const at = word.lastIndexOf('@');
    const local = quoted ?? word.slice(0, Math.max(at, 0));
    return local === '' ? word : `${[...local][0]}…@${word.slice(at + 1)}`;
  });
}

/** A key of AstDB without whose number it blocks: `block-…78`. Other keys stay as they are. */
export function maskBlocked(key: string): string {
  return key.replace(/(?<=^|\/)block-.*?(?=\d{0,2}$)/s, 'block-…');
}
