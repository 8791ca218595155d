import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** A certificate of that name with its key, as PEM: what an edge or a node is given as one secret. */
export async function selfSigned(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-certificate-'));
  try {
    const [certificate, key] = [join(folder, 'crt'), join(folder, 'key')];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
    const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
    await execa('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', certificate]);
    return `${await readFile(certificate, 'utf8')}${await readFile(key, 'utf8')}`;
  } finally {
    await rm(folder, { recursive: true });
  }
}
