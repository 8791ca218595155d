import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { CERTIFICATE_FILE } from '../desired/facts.ts';
import { compare, type Difference, type Thing } from '../live/difference.ts';

/** The item that says which certificate phones are shown. */
export const CERTIFICATE = 'certificate';
const PATIENCE_MS = 5_000;

/** The certificate that the running Kamailio shows against the one that it is to show. */
export async function lookCertificate(files: ReadonlyMap<string, string>): Promise<Difference[]> {
  const pem = files.get(CERTIFICATE_FILE);
  const place = /^listen=tls:([0-9.]+):(\d+)/m.exec(files.get('kamailio/kamailio.cfg') ?? '');
  if (pem === undefined || !place) return [];
  const shown = await shownAt(place[1] ?? '', Number(place[2]));
  const thing = (does: string): Map<string, Thing> => new Map([[CERTIFICATE, { does }]]);
  const expected = thing(new X509Certificate(pem).fingerprint256);
  return compare('edge-setting', expected, shown === undefined ? new Map() : thing(shown));
}

/** Its SHA-256; undefined where nobody speaks TLS. What authority has signed it does not matter here. */
function shownAt(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: PATIENCE_MS }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    for (const event of ['error', 'timeout', 'close'] as const)
      socket.on(event, () => {
        resolve(undefined);
        socket.destroy();
      });
  });
}
