import stringWidth from 'string-width';
import { loadProject } from '../../project/project.ts';
import { demonstrate } from '../../sandbox/demo/demo.ts';
import type { DemoRow } from '../../sandbox/demo/row.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printable, printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

/** Ends with 0 only where everything was as it should be. */
export default class SandboxDemo extends BaseCommand {
  static override summary = 'Show the whole service work: files, calls, reports, drift';
  static override flags = { ...sandboxFlags, format: formatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(SandboxDemo);
    const { stack, home } = await openSandbox(flags.stack);
    const { tenants } = await loadProject({ stack: flags.stack });
    const say = (line: string): void => (flags.format === 'text' ? this.log(line) : this.logToStderr(line));
    const rows = await demonstrate({
      project: process.cwd(),
      stack,
      home,
      tenants,
      step: async (what, work) => {
        const began = performance.now();
        say(`  ${what} …`);
        const result = await work();
        say(`  ${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
        return result;
      },
    });
    const failed = rows.filter(({ ok }) => !ok).length;
    const summary =
      failed === 0 ? `all ${rows.length} as expected` : `${failed} of ${rows.length} not as expected`;
    this.print(flags.format, {
      text: () => `\n${tableOf(rows)}\n\n${summary}`,
      json: () => printableJson({ ok: failed === 0, rows }),
      markdown: () =>
        `${table(
          ['', 'What', 'Expected', 'Seen'],
          rows.map(({ what, expected, seen, ok }) => [ok ? 'ok' : 'FAILED', what, expected, seen]),
        )}\n\n${summary}`,
    });
    if (failed > 0) this.end(1);
  }
}

/** Aligned by what a terminal shows: a Japanese character takes two columns. */
function tableOf(rows: readonly DemoRow[]): string {
  const lines = rows.map(({ what, expected, seen, ok }) =>
    [ok ? 'ok' : 'FAILED', what, expected, ok ? '' : seen].map(printable),
  );
  const head = ['', 'what', 'expected and seen', ''];
  const widths = head.map((title, i) =>
    Math.max(...[title, ...lines.map((line) => line[i] ?? '')].map((s) => stringWidth(s))),
  );
  const pad = (line: string[]): string =>
    line
      .map((cell, i) => `${cell}${' '.repeat((widths[i] ?? 0) - stringWidth(cell))}`)
      .join('  ')
      .trimEnd();
  return [head, ...lines].map(pad).join('\n');
}
