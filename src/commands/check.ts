import { Args } from '@oclif/core';
import { spoken, type Text } from '../domain/language.ts';
import { formatLentNumber } from '../domain/lent-number.ts';
import { Problem } from '../domain/problem.ts';
import type { Stack } from '../model/stack.ts';
import { loadProject } from '../project/project.ts';
import { requireSandbox, sandboxHome } from '../sandbox/home.ts';
import { openFolder } from '../store/folder.ts';
import { checkCalls } from './_check/calls.ts';
import { type Check, canGoLive } from './_check/check.ts';
import { checkForwarded } from './_check/forwarded.ts';
import { checkReport } from './_check/report.ts';
import type { ExitCodes } from './_cli/exit-codes.ts';
import { BaseCommand, formatFlag, stackFlags } from './base.ts';
import { table } from './format/markdown.ts';
import { printable, printableJson } from './format/printable.ts';
import { tenantOf } from './report/_shared/address.ts';

const NAMES: Record<Check['check'], Text> = {
  call: { en: 'the call arrives', ja: '電話がつながる' },
  greeting: {
    en: 'the operator sees and says the company’s name',
    ja: 'オペレーターに社名が出て名乗れる',
  },
  report: { en: 'the report arrives', ja: '報告が届く' },
  forwarded: { en: 'a call forwarded by the tenant’s own line', ja: '自社回線からの転送' },
};
const HEAD = { en: ['', 'at', 'check', 'seen'], ja: ['', '日時', '確認', '見たもの'] };
const SIGNS: Record<Check['state'], string> = { ok: '✓', failed: '✗', pending: '…' };

/** A tenant goes live once a call, the greeting and a report have been seen. */
export default class CheckTenant extends BaseCommand {
  static override summary = 'Check that a tenant can go live: a call, the greeting, a report';
  static override description =
    'Calls each phone number of the tenant, looks at what the operator’s phone shows and at the operator card, sends a report, and looks where it ' +
    'arrives. A forwarding number has a fourth check, which is pending until a call has come by the line that the tenant’s file names. Exit code 0: ' +
    'the first three are there. Calls can be placed in a sandbox alone.';
  static override exitCodes: ExitCodes = {
    0: { en: 'it can go live', ja: '開始できる' },
    1: {
      en: 'it cannot: which check failed is printed',
      ja: '開始できない。どの確認が通らなかったかが表示される',
    },
  };
  static override examples = ['<%= config.bin %> check yamada-shoji --stack local'];
  static override args = { tenant: Args.string({ description: 'whose numbers', required: true }) };
  static override flags = { ...stackFlags, format: formatFlag };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CheckTenant);
    const { tenants, stack } = await loadProject(this.projectOptions(flags));
    const tenant = tenantOf(tenants, args.tenant);
    if (!stack.sandbox) throw notFromHere(stack, tenant.id);
    const sandbox = requireSandbox(stack);
    const home = sandboxHome(process.cwd(), sandbox);
    const { checks: called, calls, numbers } = await checkCalls(sandbox, home, tenant);
    const checks = [
      ...called,
      await checkReport(sandbox, home, tenant, calls),
      ...(await checkForwarded(openFolder(home.store), tenant, numbers)),
    ];
    this.#show(flags.format, tenant.id, checks);
    if (!canGoLive(checks)) this.end(1);
  }

  #show(format: 'text' | 'json' | 'markdown', tenant: string, checks: readonly Check[]): void {
    const { language } = this;
    const rows = checks.map(({ check, state, at, number, seen }) => [
      SIGNS[state],
      at?.slice(0, 19).replace('T', ' ') ?? '—',
      [NAMES[check][language], ...(number === undefined ? [] : [formatLentNumber(number)])].join(' '),
      printable(seen[language]),
    ]);
    this.print(format, {
      text: () =>
        rows.map(([sign, at, what, seen]) => `${sign} ${at?.padEnd(19)} ${what}: ${seen}`).join('\n'),
      json: () => printableJson(spoken({ ok: canGoLive(checks), tenant, checks }, language)),
      markdown: () => table(HEAD[language], rows),
    });
  }
}

function notFromHere({ name }: Stack, tenant: string): Problem {
  return new Problem(
    'check-not-from-here',
    {
      en: `calls can be placed in a sandbox alone, and ${name} is none: nobody may dial its numbers from here`,
      ja: `電話をかけられるのは試験環境だけで、${name} は試験環境ではありません`,
    },
    {
      en: `do it by hand: call each number from any phone and let the operator read out what is shown and say the greeting; then denwaban report send -t ${tenant} -s ${name}, and ask the tenant whether it arrived; before that, denwaban check ${tenant} -s local tries the same file`,
      ja: `手で確かめてください。各番号に電話をかけ、オペレーターに表示を読み上げて名乗ってもらいます。次に denwaban report send -t ${tenant} -s ${name} を実行し、届いたかを契約会社に聞きます。その前に denwaban check ${tenant} -s local で同じファイルを試せます`,
    },
  );
}
