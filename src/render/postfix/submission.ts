import { byCodeUnit } from '../../domain/order.ts';
import type { Stack, Submission } from '../../model/stack.ts';
import { renderedFile } from '../file.ts';
import type { RenderedFile } from '../objects.ts';
import { fill } from '../templates.ts';
import { passwdFile } from '../writers/passwd-file.ts';
import { postfixConf as conf } from '../writers/postfix-conf.ts';

/** What Postfix and Dovecot read where operators log in: the certificate, and who may. Both hold secrets that the agent fills in. */
export function submissionFiles({ tls }: Submission, operators: Stack['operators']): RenderedFile[] {
  const logins = operators
    .toSorted((a, b) => byCodeUnit(a.id, b.id))
    .flatMap(({ id, mailPassword }) =>
      mailPassword === undefined ? [] : [passwdFile.login(id, mailPassword)],
    );
  return [
    renderedFile('dovecot/operators', fill('dovecot/operators', { logins })),
    renderedFile('postfix/tls.pem', fill('postfix/tls.pem', { pem: conf.secret(tls) })),
  ];
}
