import { createHash, createHmac } from 'node:crypto';
import { execa } from 'execa';
import { same } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import type { SecretRef } from '../../model/stack.ts';

/** Who may log in at the submission port, below `live`: Dovecot's passwd-file. */
export const OPERATORS_FILE = 'dovecot/operators';
/** Finds the salt in that file: hashes stay the same for as long as it is there. */
export const SALT = /\bsalt=([0-9a-f]{48})$/m;

/** What can be tried from outside as often as Postfix lets one must not be guessed in a lifetime. */
const LEAST_CHARACTERS = 12;
/** Some ten milliseconds for each try of whoever gets hold of the file. */
const ROUNDS = 20_000;

/**
 * The fields of Dovecot's passwd-file that stand for a password: its hash (SHA512-CRYPT), and a digest of the hash, which Dovecot tells to whoever
 * looks a user up. What was hashed once is remembered: the file is compared at every look.
 */
export class LoginHashes {
  readonly #key: string;
  readonly #known = new Map<string, Promise<string>>();

  constructor(key: string) {
    this.#key = key;
  }

  /** Problem `secret-unfit` where the password is too short. */
  async of(ref: SecretRef, password: string): Promise<string> {
    if (password.length < LEAST_CHARACTERS) {
      throw new Problem(
        'secret-unfit',
        same(`the value of ${ref} is too short for a password that can be tried from outside`),
        same(`Use ${LEAST_CHARACTERS} characters or more, such as: openssl rand -base64 24 | tr +/ -_`),
      );
    }
    const key = createHmac('sha256', this.#key).update(`${ref}\n${password}`).digest('hex');
    const fields = this.#known.get(key) ?? this.#hash(ref, password);
    this.#known.set(key, fields);
    // A failure is not kept: the next look tries again.
    fields.catch(() => this.#known.delete(key));
    return await fields;
  }

  async #hash(ref: SecretRef, password: string): Promise<string> {
    // Another one for each reference, and the same each time: a file that is right is not written again.
    const salt = createHmac('sha256', this.#key)
      .update(ref)
      .digest('base64')
      .replaceAll('+', '.')
      .slice(0, 16);
    const args = ['passwd', '-6', '-stdin', '-salt', `rounds=${ROUNDS}$${salt}`];
    const { stdout: hash } = await execa('openssl', args, { input: `${password}\n`, timeout: 10_000 });
    const proof = createHash('sha256').update(hash).digest('hex').slice(0, 16);
    return `{SHA512-CRYPT}${hash}::::::hash=${proof}`;
  }
}
