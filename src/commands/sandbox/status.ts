import { sandboxNow } from '../../sandbox/clock.ts';
import { sandboxStatus } from '../../sandbox/cluster/status.ts';
import { alarmLines } from '../../store/alarms.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

/** What somebody needs who looks at the cluster by hand. */
export default class SandboxStatus extends BaseCommand {
  static override summary = "Show the local cluster's nodes, and the passwords to try it by hand";
  static override flags = { ...sandboxFlags, format: formatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(SandboxStatus);
    const { stack, home } = await openSandbox(flags.stack);
    const status = await sandboxStatus(stack, home);
    const rows = [
      ...status.edges.map(({ name, address, container }) => [`edge ${name}`, `${address} (${container})`]),
      ...status.nodes.map(({ name, address, container }) => [`node ${name}`, `${address} (${container})`]),
      ...status.nodes.flatMap(({ name, alarms }) =>
        alarmLines(alarms).map((line) => [`alarm ${name}`, line]),
      ),
      ...status.operators.map(({ id, password }) => [`operator ${id}`, `password ${password}`]),
      ['Chatwork token', status.chatworkToken],
      ['report domain', status.reportDomain],
      ['clock', (await sandboxNow(home.clock)).toFormat('yyyy-MM-dd HH:mm:ss ZZ')],
    ];
    this.print(flags.format, {
      text: () => rows.map(([what = '', value = '']) => `${what.padEnd(16)} ${value}`).join('\n'),
      json: () => printableJson(status),
      markdown: () => table(['what', 'value'], rows),
    });
  }
}
