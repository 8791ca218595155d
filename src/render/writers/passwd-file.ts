import type { OperatorId } from '../../domain/ids.ts';
import type { SecretRef } from '../../model/stack.ts';
import { ID, SECRET } from './patterns.ts';
import { type Safe, UnsafeTextError, writer } from './safe.ts';

/** Text of Dovecot's passwd-file, one user a line, where a colon parts fields and `#` begins a comment. */
export type PasswdFile = Safe<'passwd-file'>;

const { trust } = writer('passwd-file');

export const passwdFile = {
  /** Who logs in, and with what: the agent puts the password's hash in the reference's place. */
  login(operator: OperatorId, password: SecretRef): PasswdFile {
    if (!ID.test(operator) || !SECRET.test(password))
      throw new UnsafeTextError('not an operator and a reference: refused in passwd-file');
    return trust(`${operator}:${password}`);
  },
};
