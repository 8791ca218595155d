import type { Text } from '../domain/language.ts';
import type { Diagnostic } from '../load/diagnostic.ts';
import type { StackConfig } from './stack-file.ts';
import type { Report } from './stack-report.ts';

/** Who hands reports in from outside of the operators' networks has a password for that alone. */
export function submissionRules(config: StackConfig, report: Report): Diagnostic[] {
  return [...bothOrNone(config, report), ...ownPasswords(config, report)];
}

function bothOrNone(config: StackConfig, report: Report): Diagnostic[] {
  const open = config['denwaban:report'].submission !== undefined;
  const operators = config['denwaban:operators'];
  if (open && operators.every(({ mailPassword }) => mailPassword === undefined)) {
    const why = {
      en: 'submission is open, and no operator has a mailPassword to log in with',
      ja: '報告を送る口（submission）が開いているのに、認証に使う mailPassword を持つオペレーターがいません',
    };
    const action = {
      en: 'give one to whoever works elsewhere, or take submission away',
      ja: '社外で働くオペレーターに mailPassword を書くか、submission を消してください',
    };
    return [report('stack-submission', ['denwaban:report', 'submission'], why, action)];
  }
  return operators.flatMap(({ id, mailPassword }, i) => {
    if (open || mailPassword === undefined) return [];
    const why = {
      en: `${id} has a mailPassword, and this stack takes none: its report has no submission`,
      ja: `${id} に mailPassword がありますが、このスタックの report に submission がなく、使われません`,
    };
    const action = {
      en: 'add submission: { networks, tls } to denwaban:report, or take the mailPassword away',
      ja: 'denwaban:report に submission: { networks, tls } を加えるか、mailPassword を消してください',
    };
    return [report('stack-submission', ['denwaban:operators', i, 'mailPassword'], why, action)];
  });
}

/** A version of another secret is that secret too: it would come to be the same one day. */
function ownPasswords(config: StackConfig, report: Report): Diagnostic[] {
  const operators = config['denwaban:operators'];
  const users = new Map<string, Text>(
    operators.map(({ id, password }) => [nameOf(password), { en: `the phone of ${id}`, ja: `${id} の電話` }]),
  );
  return operators.flatMap(({ id, mailPassword }, i) => {
    if (mailPassword === undefined) return [];
    const name = nameOf(mailPassword);
    const other = users.get(name);
    users.set(name, other ?? { en: `the mail of ${id}`, ja: `${id} のメール` });
    if (other === undefined) return [];
    const why = {
      en: `${name} is the password of ${other.en} already: who learns the one would have the other`,
      ja: `${name} はすでに${other.ja}のパスワードです。一方を知った人にもう一方も使われてしまいます`,
    };
    const action = {
      en: `name a secret of its own, such as secret://operator-${id}-mail#1`,
      ja: `secret://operator-${id}-mail#1 のような別の秘密を書いてください`,
    };
    return [report('stack-mail-password', ['denwaban:operators', i, 'mailPassword'], why, action)];
  });
}

function nameOf(ref: string): string {
  return ref.replace(/#.*$/, '');
}
