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
    const why = 'submission is open, and no operator has a mailPassword to log in with';
    const action = 'give one to whoever works elsewhere, or take submission away';
    return [report('stack-submission', ['denwaban:report', 'submission'], why, action)];
  }
  return operators.flatMap(({ id, mailPassword }, i) => {
    if (open || mailPassword === undefined) return [];
    const why = `${id} has a mailPassword, and this stack takes none: its report has no submission`;
    const action = 'add submission: { networks, tls } to denwaban:report, or take the mailPassword away';
    return [report('stack-submission', ['denwaban:operators', i, 'mailPassword'], why, action)];
  });
}

/** A version of another secret is that secret too: it would come to be the same one day. */
function ownPasswords(config: StackConfig, report: Report): Diagnostic[] {
  const operators = config['denwaban:operators'];
  const users = new Map<string, string>(
    operators.map(({ id, password }) => [nameOf(password), `the phone of ${id}`]),
  );
  return operators.flatMap(({ id, mailPassword }, i) => {
    if (mailPassword === undefined) return [];
    const name = nameOf(mailPassword);
    const other = users.get(name);
    users.set(name, other ?? `the mail of ${id}`);
    if (other === undefined) return [];
    const why = `${name} is the password of ${other} already: who learns the one would have the other`;
    const action = `name a secret of its own, such as secret://operator-${id}-mail#1`;
    return [report('stack-mail-password', ['denwaban:operators', i, 'mailPassword'], why, action)];
  });
}

function nameOf(ref: string): string {
  return ref.replace(/#.*$/, '');
}
