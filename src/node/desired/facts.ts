import { createPrivateKey, X509Certificate } from 'node:crypto';
import { same } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import type { SecretRef } from '../../model/stack.ts';
import type { Secrets } from '../../store/secrets.ts';
import { LoginHashes, OPERATORS_FILE } from '../disk/login-hashes.ts';
import type { NodeSettings } from '../settings.ts';

const PLACEHOLDER = /@@[A-Z_]+@@/g;
const SECRET = /secret:\/\/[a-z0-9-]+#[A-Za-z0-9._-]+/g;

/** Fills the node's own facts and secrets into rendered text, and takes secrets out of what is told to anybody. */
export class Facts {
  readonly #facts: ReadonlyMap<string, string>;
  readonly #secrets: Secrets;
  readonly #filled = new Set<string>();
  readonly #hashes: LoginHashes;
  /** Files that no release brings since they are the node's own, by path below `live`. They hold a secret. */
  readonly ownFiles: ReadonlyMap<string, string>;

  /** @param salt what the hashes of the operators' mail passwords begin from: the node's own, so that no two nodes have the same ones */
  constructor(
    settings: NodeSettings,
    secrets: Secrets,
    ownFiles: ReadonlyMap<string, string> = new Map(),
    salt = '',
  ) {
    this.#secrets = secrets;
    this.#hashes = new LoginHashes(salt);
    this.ownFiles = ownFiles;
    this.#facts = new Map([
      ['@@NODE_NAME@@', settings.node],
      ['@@NODE_ADDRESS@@', settings.address],
      ['@@EXTERNAL_ADDRESS@@', settings.externalAddress],
      // How an edge is seen from outside, where that differs.
      ['@@ADVERTISE@@', settings.externalAddress === '' ? '' : ` advertise ${settings.externalAddress}:5060`],
      [
        '@@ADVERTISE_TLS@@',
        settings.externalAddress === '' ? '' : ` advertise ${settings.externalAddress}:5061`,
      ],
      ['@@SMTP_PORT@@', String(settings.smtpPort)],
      ['@@SUBMISSION_PORT@@', String(settings.submissionPort)],
      ['@@MAIL_SALT@@', salt],
      ['@@RTP_START@@', String(settings.rtp.start)],
      ['@@RTP_END@@', String(settings.rtp.end)],
      ['@@UDPTL_START@@', String(settings.udptl.start)],
      ['@@UDPTL_END@@', String(settings.udptl.end)],
      ['@@LIVE@@', `${settings.root}/live`],
    ]);
  }

  /** Problem `secret-missing`, or `release-refused` where a text asks for a fact that nodes do not have. */
  async fill(text: string, path = ''): Promise<string> {
    const secrets = new Map<string, string>();
    for (const [ref] of text.matchAll(SECRET)) secrets.set(ref, await this.#secret(ref as SecretRef, path));
    return text
      .replace(PLACEHOLDER, (name) => this.#facts.get(name) ?? unknownFact(name))
      .replace(SECRET, (ref) => secrets.get(ref) ?? ref);
  }

  /** The inverse of {@link fill} for a text without secrets: what it was before this node filled it in. */
  unfill(text: string): string {
    return text.replaceAll(this.#facts.get('@@LIVE@@') ?? '', '@@LIVE@@');
  }

  /** A text without the secrets that have been filled in, for findings and problems. */
  withoutSecrets(text: string): string {
    let clean = text;
    for (const secret of this.#filled) clean = clean.replaceAll(secret, '(secret)');
    return clean;
  }

  async #secret(ref: SecretRef, path: string): Promise<string> {
    const value = await this.#secrets(ref);
    if (CERTIFICATES.has(path)) return this.#certificate(ref, value);
    // A quote, a semicolon or a line break would be read as syntax where it is filled in.
    if (!/^[\x21-\x7e]+$/.test(value) || /["';\\#$`]/.test(value)) {
      throw new Problem(
        'secret-unfit',
        same(`the value of ${ref} cannot stand in a configuration file`),
        same('Use letters, digits, - and _.'),
      );
    }
    this.#filled.add(value);
    return path === OPERATORS_FILE ? await this.#hashes.of(ref, value) : value;
  }

  #certificate(ref: SecretRef, value: string): string {
    try {
      // Without one of the two Kamailio would not start, and Postfix would not speak TLS.
      if (!new X509Certificate(value).checkPrivateKey(createPrivateKey(value)))
        throw new Error('another key');
    } catch (error) {
      throw new Problem(
        'secret-unfit',
        same(`the value of ${ref} is no certificate together with its key`),
        same('Put both in as PEM, the certificate first.'),
        { cause: error },
      );
    }
    this.#filled.add(value.trim());
    return value.trim();
  }
}

/** What an edge shows phones and browsers. A file of its own, without any other syntax: a certificate with its key, as PEM. */
export const CERTIFICATE_FILE = 'kamailio/tls.pem';
/** Such a file of a node: what it shows operators' mail programs. */
export const MAIL_CERTIFICATE_FILE = 'postfix/tls.pem';
const CERTIFICATES: ReadonlySet<string> = new Set([CERTIFICATE_FILE, MAIL_CERTIFICATE_FILE]);

function unknownFact(name: string): never {
  throw new Problem(
    'release-refused',
    same(`a file asks for ${name}, which this node does not know`),
    same('Release again with the same version of denwaban as the node.'),
  );
}
