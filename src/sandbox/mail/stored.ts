import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AddressObject, simpleParser } from 'mailparser';

/** A mail as it reached one customer's mailbox. */
export interface ReceivedMail {
  /** Whose mailbox: the recipient of the envelope, not the To header. */
  to: string;
  /** The sender of the envelope. */
  from: string;
  subject: string;
  text: string;
  /** Addresses that the recipient sees in the headers. */
  headersTo: readonly string[];
  headersCc: readonly string[];
  headersFrom: readonly string[];
  headersReplyTo: readonly string[];
  /** Milliseconds since 1970. */
  receivedAt: number;
}

/** Who the server before said it is from and for. */
export interface Envelope {
  from: string;
  to: readonly string[];
  receivedAt: number;
}

const ENVELOPE = '.envelope.json';

/** Keeps a mail: raw, and its envelope beside it, which is written last and makes it count. */
export async function storeMail(folder: string, envelope: Envelope, raw: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const name = join(folder, `${envelope.receivedAt}-${randomUUID()}`);
  await writeFile(`${name}.eml`, raw, { mode: 0o600 });
  await writeFile(`${name}.new`, JSON.stringify(envelope), { mode: 0o600 });
  await rename(`${name}.new`, `${name}${ENVELOPE}`);
}

/** Every mail of a folder, one for each recipient of its envelope, oldest first. */
export async function readMails(folder: string): Promise<ReceivedMail[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const mails: ReceivedMail[] = [];
  for (const name of names.filter((n) => n.endsWith(ENVELOPE)).sort()) {
    const stem = join(folder, name.slice(0, -ENVELOPE.length));
    const envelope = JSON.parse(await readFile(`${stem}${ENVELOPE}`, 'utf8')) as Envelope;
    const parsed = await simpleParser(await readFile(`${stem}.eml`));
    for (const to of envelope.to) {
      mails.push({
        to: plain(to),
        from: plain(envelope.from),
        subject: parsed.subject ?? '',
        text: (parsed.text ?? '').trimEnd(),
        headersTo: addresses(parsed.to),
        headersCc: addresses(parsed.cc),
        headersFrom: addresses(parsed.from),
        headersReplyTo: addresses(parsed.replyTo),
        receivedAt: envelope.receivedAt,
      });
    }
  }
  return mails;
}

/** An address as people write it: in the envelope a local part such as a..b has to be quoted. */
function plain(address: string): string {
  return address.replace(/^"((?:[^"\\]|\\.)*)"@/, (_, local: string) => `${local.replace(/\\(.)/g, '$1')}@`);
}

function addresses(header: AddressObject | AddressObject[] | undefined): string[] {
  return [header ?? []].flat().flatMap((object) => object.value.flatMap((entry) => entry.address ?? []));
}
