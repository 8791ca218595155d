import { Args, Flags } from '@oclif/core';
import { drainNode } from '../../sandbox/cluster/drain.ts';
import { requireUp } from '../../sandbox/cluster/status.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { markdownText } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

/** Before a node is worked on: its callers are served to the end, new ones go to another node. */
export default class SandboxDrain extends BaseCommand {
  static override summary = 'Let a node take no new calls, or take them again';
  static override examples = [
    '<%= config.bin %> sandbox drain node1',
    '<%= config.bin %> sandbox drain node1 --undo',
  ];
  static override args = { node: Args.string({ description: 'a node of the stack', required: true }) };
  static override flags = {
    ...sandboxFlags,
    undo: Flags.boolean({ description: 'let it take calls again' }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SandboxDrain);
    const { stack, home } = await openSandbox(flags.stack);
    await requireUp(stack);
    const drained = !flags.undo;
    const calls = await drainNode(stack, home, { node: args.node, drained });
    const words = drained
      ? {
          en: `${args.node} takes no new calls; ${calls === 1 ? '1 call goes' : `${calls} calls go`} on`,
          ja: `${args.node} は新しい電話を受けません。通話中は ${calls} 件です`,
        }
      : { en: `${args.node} takes calls again`, ja: `${args.node} はまた電話を受けます` };
    const text = words[this.language];
    this.print(flags.format, {
      text: () => text,
      json: () => printableJson({ node: args.node, drained, calls }),
      markdown: () => markdownText(text),
    });
  }
}
