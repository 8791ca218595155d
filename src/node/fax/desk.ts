import type { SendMailOptions } from 'nodemailer';
import { oneLine } from '../../domain/one-line.ts';
import { alarmLogLine } from '../../store/alarms.ts';
import { problemText } from '../agent/report.ts';
import { FAX_ALARM } from './alarm.ts';
import { faxDocument } from './document.ts';
import { faxMail } from './mail.ts';
import { readSpool, type SpooledFax, takeOut } from './spool.ts';
import { faxOverdue, faxStand } from './stand.ts';

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

/** What the desk works with. */
export interface FaxDeskParts {
  spool: string;
  /** REPORT_DOMAIN. Throws where it is not known yet. */
  domain(): Promise<string>;
  /** When the running Asterisk started, in milliseconds since 1970; undefined where that is not known. */
  asterisk(): Promise<number | undefined>;
  /** Answers once Postfix has taken the mail. */
  postfix: { sendMail(mail: SendMailOptions): Promise<unknown> };
  now(): number;
  log(line: string): void;
}

/**
 * Reports what lies in the spool, and takes out what Postfix has taken. All that it has to remember is the spool itself; only how long to wait
 * before the next try is forgotten with the process.
 */
export class FaxDesk {
  readonly #p: FaxDeskParts;
  readonly #waits = new Map<string, { until: number; ms: number }>();
  /** Postfix has them, and yet they could not be taken out. */
  readonly #sent = new Set<string>();

  constructor(parts: FaxDeskParts) {
    this.#p = parts;
  }

  /** One look through the spool. What fails is tried again at a later one. */
  async turn(): Promise<void> {
    const faxes = await readSpool(this.#p.spool);
    const asterisk = await this.#p.asterisk();
    for (const path of this.#waits.keys()) {
      if (!faxes.some((fax) => fax.path === path)) this.#waits.delete(path);
    }
    for (const fax of faxes) {
      if (this.#p.now() < (this.#waits.get(fax.path)?.until ?? 0)) continue;
      const stand = faxStand(fax, { now: this.#p.now(), asterisk });
      if (stand === 'receiving') continue;
      // One that does not get out must not hold up the others.
      const done = stand === 'over' ? this.#report(fax) : takeOut(fax);
      await done.catch((error: unknown) => this.#failed(fax, error));
    }
  }

  async #report(fax: SpooledFax): Promise<void> {
    if (!this.#sent.has(fax.path)) {
      const domain = await this.#p.domain();
      const document = await faxDocument(fax);
      await this.#p.postfix.sendMail(faxMail(fax, document, domain));
      this.#sent.add(fax.path);
      this.#p.log(`${named(fax)} reported, ${document?.pages ?? 0} pages`);
    }
    await takeOut(fax);
    this.#sent.delete(fax.path);
  }

  #failed(fax: SpooledFax, error: unknown): void {
    const ms = Math.min((this.#waits.get(fax.path)?.ms ?? FIRST_WAIT_MS / 2) * 2, LONGEST_WAIT_MS);
    this.#waits.set(fax.path, { until: this.#p.now() + ms, ms });
    const why = oneLine(problemText(error, (text) => text));
    const line = `${named(fax)} waits, next try in ${ms / 1000} s: ${why}`;
    this.#p.log(faxOverdue(fax, this.#p.now()) ? alarmLogLine(FAX_ALARM, line) : line);
  }
}

/** Without the caller, the company or anything that was sent. */
function named({ tenant, call }: SpooledFax): string {
  return `fax ${call} of ${tenant}`;
}
