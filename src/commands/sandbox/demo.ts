import stringWidth from 'string-width';
import { type Language, spoken, type Text } from '../../domain/language.ts';
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
  static override examples = [
    '<%= config.bin %> sandbox demo',
    '<%= config.bin %> sandbox demo --stack local-pulumi',
  ];
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
        say(`  ${what[this.language]} …`);
        const result = await work();
        say(`  ${what[this.language]}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
        return result;
      },
    });
    const failed = rows.filter(({ ok }) => !ok).length;
    const { language } = this;
    const summary = summaryWords(rows.length, failed)[language];
    this.print(flags.format, {
      text: () => `\n${tableOf(rows, language)}\n\n${summary}`,
      json: () => printableJson(spoken({ ok: failed === 0, rows }, language)),
      markdown: () =>
        `${table(
          MARKDOWN_HEAD[language],
          rows.map(({ what, expected, seen, ok }) => [sign(ok, language), what[language], expected, seen]),
        )}\n\n${summary}`,
    });
    if (failed > 0) this.end(1);
  }
}

const HEAD = { en: ['', 'what', 'expected and seen', ''], ja: ['', '内容', '期待し、見たもの', ''] };
const MARKDOWN_HEAD = { en: ['', 'What', 'Expected', 'Seen'], ja: ['', '内容', '期待', '結果'] };

function sign(ok: boolean, language: Language): string {
  return ok ? 'ok' : { en: 'FAILED', ja: '失敗' }[language];
}

function summaryWords(all: number, failed: number): Text {
  return failed === 0
    ? { en: `all ${all} as expected`, ja: `${all} 件すべて期待どおり` }
    : { en: `${failed} of ${all} not as expected`, ja: `${all} 件のうち ${failed} 件が期待と違います` };
}

/** Aligned by what a terminal shows: a Japanese character takes two columns. */
function tableOf(rows: readonly DemoRow[], language: Language): string {
  const lines = rows.map(({ what, expected, seen, ok }) =>
    [sign(ok, language), what[language], expected, ok ? '' : seen].map(printable),
  );
  const head = HEAD[language];
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
