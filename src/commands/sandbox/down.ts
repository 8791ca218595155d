import { sandboxDown } from '../../sandbox/cluster/down.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

/** Stops and removes all of it but the images. */
export default class SandboxDown extends BaseCommand {
  static override summary = 'Take the local cluster away, with its store, keys, passwords, mails and rooms';
  static override flags = { ...sandboxFlags, format: formatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(SandboxDown);
    const { stack, home } = await openSandbox(flags.stack);
    const removed = (await sandboxDown(stack, home)).toSorted();
    this.print(flags.format, {
      text: () =>
        removed.length === 0
          ? `sandbox ${stack.name}: nothing ran`
          : `sandbox ${stack.name}: removed ${removed.join(', ')}`,
      json: () => printableJson({ ok: true, removed }),
      markdown: () =>
        table(['removed'], removed.length === 0 ? [['nothing']] : removed.map((name) => [name])),
    });
  }
}
