import { Args } from '@oclif/core';
import { moveClock, sandboxNow } from '../../sandbox/clock.ts';
import { requireUp } from '../../sandbox/cluster/status.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { markdownText } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

/** The nodes' clock is not the machine's: what the samples show does not depend on the day. */
export default class SandboxClock extends BaseCommand {
  static override summary = "Show the clock of the sandbox's nodes, or move it";
  static override examples = [
    '<%= config.bin %> sandbox clock',
    '<%= config.bin %> sandbox clock 2027-03-06',
    '<%= config.bin %> sandbox clock 2027-03-01T18:00:00+09:00',
  ];
  static override args = {
    moment: Args.string({ description: 'a day, or an instant with its zone', required: false }),
  };
  static override flags = { ...sandboxFlags, format: formatFlag };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SandboxClock);
    const { stack, home } = await openSandbox(flags.stack);
    await requireUp(stack);
    const now =
      args.moment === undefined ? await sandboxNow(home.clock) : await moveClock(home.clock, args.moment);
    const clock = now.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
    this.print(flags.format, {
      text: () => clock,
      json: () => printableJson({ clock }),
      markdown: () => markdownText(clock),
    });
  }
}
