import { X509Certificate } from 'node:crypto';
import { MAIL_CERTIFICATE_FILE } from '../desired/facts.ts';
import { mailProgram } from '../disk/mail-program.ts';
import { compare, type Difference, type Thing } from './difference.ts';

const PATIENCE_MS = 5_000;
const PEM = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/s;

/** The certificate that Postfix shows operators' mail programs against the one that it is to show: its processes read it when they start. */
export async function lookMailCertificate(files: ReadonlyMap<string, string>): Promise<Difference[]> {
  const pem = files.get(MAIL_CERTIFICATE_FILE);
  // The port where it has to be shown, as master.cf is written.
  const place = /^([0-9.]+:[0-9]+) inet .*\n(?:[ \t].*\n)*[ \t]+-o smtpd_tls_security_level=encrypt$/m.exec(
    files.get('postfix/master.cf') ?? '',
  )?.[1];
  if (pem === undefined || place === undefined) return [];
  const thing = (does: string): Map<string, Thing> => new Map([[`certificate at ${place}`, { does }]]);
  const shown = await shownAt(place);
  const expected = thing(new X509Certificate(pem).fingerprint256);
  return compare('mail-setting', expected, shown === undefined ? new Map() : thing(shown));
}

/** Its SHA-256; undefined where nobody speaks TLS. What authority has signed it does not matter here. */
async function shownAt(place: string): Promise<string | undefined> {
  // From the node's own address, which Postfix lets in and does not count.
  const own = `${place.slice(0, place.indexOf(':'))}:0`;
  const args = ['s_client', '-bind', own, '-connect', place, '-starttls', 'smtp'];
  const { lines } = await mailProgram('openssl', args, PATIENCE_MS).catch(() => ({ lines: [] }));
  const pem = PEM.exec(lines.join('\n'))?.[0];
  return pem === undefined ? undefined : new X509Certificate(pem).fingerprint256;
}
