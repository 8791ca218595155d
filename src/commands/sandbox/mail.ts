import { requireUp } from '../../sandbox/cluster/status.ts';
import { readMails } from '../../sandbox/mail/stored.ts';
import { BaseCommand, jsonFormatFlag } from '../base.ts';
import { mailsMarkdown, mailsText } from '../format/mails.ts';
import { printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

/** All customers' mailboxes at once. */
export default class SandboxMail extends BaseCommand {
  static override summary = 'Print, as JSON unless told otherwise, every mail that reached a customer';
  static override examples = ['<%= config.bin %> sandbox mail'];
  static override flags = { ...sandboxFlags, format: jsonFormatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(SandboxMail);
    const { stack, home } = await openSandbox(flags.stack);
    await requireUp(stack);
    const mails = await readMails(home.mail);
    this.print(flags.format, {
      text: () => mailsText(mails, this.language),
      json: () => printableJson(mails),
      markdown: () => mailsMarkdown(mails, this.language),
    });
  }
}
