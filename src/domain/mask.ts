/** A local part as it is or in quotes (RFC 5321), begun where the word begins: looked for at every character it would take for ever. */
const ADDRESS = /(?<![^\s@,;:<>"])(?:"([^"\n]+)"|([^\s@,;:<>"]+))@([^\s@,;:<>"']+)/g;

/** E-mail addresses in a text, as people are shown them in plans, findings and logs: `taro@yamada.example` as `t…@yamada.example`. */
export function maskAddresses(text: string): string {
  return text.replace(
    ADDRESS,
    (_, quoted: string | undefined, local: string | undefined, domain: string) =>
      `${[...(quoted ?? local ?? '')][0]}…@${domain}`,
  );
}
