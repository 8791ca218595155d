import { simpleParser } from 'mailparser';
import { sha256 } from '../../domain/canonical.ts';
import { chatwork } from '../../render/writers/chatwork.ts';
import { Safe } from '../../render/writers/safe.ts';

/** A report as it is posted in a room. */
export interface RoomMessage {
  /** Stays the same when the same mail is delivered again. */
  id: string;
  body: string;
}

/** Chatwork takes 65,535 characters; the rest is for the frame. */
const MAX_TEXT = 60_000;

/** Makes a room's message of a mail. What the caller or the operator wrote commands nothing there: see `chatwork.text`. */
export async function roomMessage(mail: Buffer): Promise<RoomMessage> {
  const parsed = await simpleParser(mail, { skipImageLinks: true });
  const text = (parsed.text ?? '').trim();
  // A mail without an id is told by its content; a second one that is equal to the letter is then the same report.
  const id = sha256(parsed.messageId ?? mail).slice(0, 16);
  const cut = [...text].length > MAX_TEXT;
  const shown = cut ? [...text].slice(0, MAX_TEXT).join('') : text;
  const left = parsed.attachments.length;
  const notes = [
    ...(cut ? ['（長いため、以下を省略しました）'] : []),
    ...(left > 0 ? [`（添付ファイル${left}件は、こちらには届きません）`] : []),
  ];
  const body = chatwork.markup`[info][title]${chatwork.text(parsed.subject ?? '受電報告')}[/title]${chatwork.text(
    [shown, ...notes].join('\n'),
  )}[hr]${chatwork.text(reportLine(id))}[/info]`;
  return { id, body: Safe.text('chatwork', body) };
}

/** The line by which a report that is in the room already is recognised. */
export function reportLine(id: string): string {
  return `受付番号 ${id}`;
}
