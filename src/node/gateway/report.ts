import { simpleParser } from 'mailparser';
import { sha256 } from '../../domain/canonical.ts';
import { chatwork, neutralise } from '../../render/writers/chatwork.ts';
import { Safe } from '../../render/writers/safe.ts';

/** A report as it is posted in a room. */
export interface RoomMessage {
  /** Stays the same when the same mail is delivered again. */
  id: string;
  body: string;
}

/**
 * Chatwork takes 65,535 characters (maxLength in its official description, which does not say what counts as one). In bytes of UTF-8 it holds
 * whatever is counted, and is still 21,000 Japanese characters; a message that is longer is refused and would never arrive.
 */
const MAX_BYTES = 65_535;
/** Characters of a subject: it stands in a title. */
const MAX_SUBJECT = 255;

/** Makes a room's message of a mail. What the caller or the operator wrote commands nothing there: see `chatwork.text`. */
export async function roomMessage(mail: Buffer): Promise<RoomMessage> {
  const parsed = await simpleParser(mail, { skipImageLinks: true });
  // A mail without an id is told by its content; a second one that is equal to the letter is then the same report.
  const id = sha256(parsed.messageId ?? mail).slice(0, 16);
  const subject = [...(parsed.subject ?? '受電報告')];
  const left = parsed.attachments.length;
  const notes = [
    ...(subject.length > MAX_SUBJECT ? ['（件名が長いため、途中までです）'] : []),
    ...(left > 0 ? [`（添付ファイル${left}件は、こちらには届きません）`] : []),
  ];
  const title =
    subject.length > MAX_SUBJECT ? `${subject.slice(0, MAX_SUBJECT).join('')}…` : subject.join('');
  const message = (text: string, ...more: string[]) =>
    Safe.text(
      'chatwork',
      chatwork.markup`[info][title]${chatwork.text(title)}[/title]${chatwork.text(
        [text, ...more, ...notes].join('\n'),
      )}[hr]${chatwork.text(reportLine(id))}[/info]`,
    );
  // Neutralised before it is measured: a full-width bracket is longer.
  const text = neutralise((parsed.text ?? '').trim());
  const whole = message(text);
  if (Buffer.byteLength(whole) <= MAX_BYTES) return { id, body: whole };
  const room = MAX_BYTES - Buffer.byteLength(message('', CUT));
  return { id, body: message(cutTo(text, room), CUT) };
}

const CUT = '（長いため、以下を省略しました）';

/** As many whole characters as fit into so many bytes of UTF-8. */
function cutTo(text: string, bytes: number): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(text).subarray(0, bytes), {
    stream: true,
  });
}

/** The line by which a report that is in the room already is recognised. */
export function reportLine(id: string): string {
  return `受付番号 ${id}`;
}
