import { simpleParser } from 'mailparser';
import { neutralise } from '../../render/writers/chatwork.ts';

/** Marks the mail of a fax, and names its call: the pages that it encloses are posted along with it. */
export const FAX_HEADER = 'X-Denwaban-Fax';

/** Chatwork's limit for one file is 5 MB, whichever of the two that means. */
const MAX_FILE_BYTES = 5_000_000;
/** Characters of a file's message: well below what Chatwork may take, and more than a fax's report has. */
const MAX_MESSAGE = 900;

/** A file as Chatwork's client uploads it. */
export interface FaxFile {
  name: string;
  type: string;
  content: Buffer;
  message: string;
}

/**
 * The file to post of a fax's mail; undefined where it is another mail, encloses nothing, or encloses more than Chatwork takes: then it is posted as
 * any report, which says that the file does not come along.
 * @param line by which the report is recognised in the room
 */
export async function faxFile(mail: Buffer, line: string): Promise<FaxFile | undefined> {
  const { headers, subject = 'FAX', text = '', attachments } = await simpleParser(mail);
  const [file] = attachments;
  if (!headers.has(FAX_HEADER.toLowerCase()) || !file || file.content.length > MAX_FILE_BYTES)
    return undefined;
  const said = [...neutralise(`${subject}\n${text.trim()}`)].slice(0, MAX_MESSAGE).join('');
  return {
    name: file.filename ?? 'fax.pdf',
    type: file.contentType,
    content: file.content,
    message: `${said}\n${line}`,
  };
}
