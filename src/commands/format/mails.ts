import type { ReceivedMail } from '../../sandbox/mail/stored.ts';
import { table } from './markdown.ts';
import { indented, printable } from './printable.ts';

type Shown = Pick<ReceivedMail, 'to' | 'from' | 'subject' | 'text'>;

/** Mails for a terminal, one after the other. */
export function mailsText(mails: readonly Shown[]): string {
  if (mails.length === 0) return 'No mail.';
  return mails
    .map(({ to, from, subject, text }) =>
      [printable(`to ${to}, from ${from}: ${subject}`), ...indented(text)].join('\n'),
    )
    .join('\n');
}

/** One row a mail. */
export function mailsMarkdown(mails: readonly Shown[]): string {
  if (mails.length === 0) return 'No mail.';
  return table(
    ['To', 'From', 'Subject', 'Text'],
    mails.map(({ to, from, subject, text }) => [to, from, subject, text.replaceAll('\n', ' ')]),
  );
}
