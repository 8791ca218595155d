import type { Language, Text } from '../../domain/language.ts';
import type { ReceivedMail } from '../../sandbox/mail/stored.ts';
import { table } from './markdown.ts';
import { indented, printable } from './printable.ts';

type Shown = Pick<ReceivedMail, 'to' | 'from' | 'subject' | 'text'>;

const NONE = { en: 'No mail.', ja: 'メールはありません。' };
const HEAD = { en: ['To', 'From', 'Subject', 'Text'], ja: ['宛先', '差出人', '件名', '本文'] };

function headWords(to: string, from: string, subject: string): Text {
  return { en: `to ${to}, from ${from}: ${subject}`, ja: `宛先 ${to}、差出人 ${from}: ${subject}` };
}

/** Mails for a terminal, one after the other. */
export function mailsText(mails: readonly Shown[], language: Language): string {
  if (mails.length === 0) return NONE[language];
  return mails
    .map(({ to, from, subject, text }) =>
      [printable(headWords(to, from, subject)[language]), ...indented(text)].join('\n'),
    )
    .join('\n');
}

/** One row a mail. */
export function mailsMarkdown(mails: readonly Shown[], language: Language): string {
  if (mails.length === 0) return NONE[language];
  return table(
    HEAD[language],
    mails.map(({ to, from, subject, text }) => [to, from, subject, text.replaceAll('\n', ' ')]),
  );
}
