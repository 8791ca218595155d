import { sandboxUp } from '../../sandbox/cluster/up.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

/** Starts what does not run yet. */
export default class SandboxUp extends BaseCommand {
  static override summary = 'Start the local cluster: two nodes, Chatwork and mailbox stand-ins';
  static override examples = [
    '<%= config.bin %> sandbox up',
    'DENWABAN_SANDBOX_NET=127.0.30 <%= config.bin %> sandbox up',
  ];
  static override flags = { ...sandboxFlags, format: formatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(SandboxUp);
    const { stack, home } = await openSandbox(flags.stack);
    const began = performance.now();
    const { started, running } = await sandboxUp(stack, home, { progress: process.stdout.isTTY });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const also = running.length > 0 ? `; ran already: ${running.join(', ')}` : '';
    this.print(flags.format, {
      text: () =>
        started.length === 0
          ? `sandbox ${stack.name}: everything runs already (${running.join(', ')})`
          : `sandbox ${stack.name}: started ${started.join(', ')} in ${seconds} s${also}`,
      json: () => printableJson({ ok: true, started, running }),
      markdown: () =>
        table(
          ['container', ''],
          [...started.map((name) => [name, 'started']), ...running.map((name) => [name, 'ran already'])],
        ),
    });
  }
}
