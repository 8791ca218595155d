import { text as readAll } from 'node:stream/consumers';
import { Flags } from '@oclif/core';
import { Problem } from '../../domain/problem.ts';
import { reportAddress } from '../../domain/report-address.ts';
import { isCallId } from '../../node/calls/name.ts';
import { loadProject } from '../../project/project.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { personOf, tenantOf } from './_shared/address.ts';
import { reportFlags } from './_shared/flags.ts';
import { sendReport } from './_shared/send.ts';

const HEAD = { en: ['report to', 'taken by'], ja: ['宛先', '受け付けたノード'] };

/** By the same way as an operator's mail program. */
export default class ReportSend extends BaseCommand {
  static override summary = 'Send one report to a tenant, or to a person of its roster';
  static override examples = [
    '<%= config.bin %> report send --tenant yamada-shoji --person sato --text "折り返しをお願いします。"',
    'cat report.txt | <%= config.bin %> report send --tenant yamada-shoji --subject 受電報告',
  ];
  static override flags = {
    ...reportFlags,
    subject: Flags.string({ description: 'the subject', default: '受電報告' }),
    text: Flags.string({ description: 'the report (default: standard input)' }),
    call: Flags.string({
      description: "the call that it is about: X-Denwaban-Call of the operator's phone",
      helpValue: 'ID',
    }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ReportSend);
    const { tenants, stack } = await loadProject(this.projectOptions(flags));
    const tenant = tenantOf(tenants, flags.tenant);
    const to = reportAddress(tenant.id, personOf(tenant, flags.person), stack.report.domain);
    const text = flags.text ?? (await fromStandardInput());
    if (text.trim() === '') {
      throw new Problem(
        'report-empty',
        { en: 'the report has no text', ja: '報告の本文がありません' },
        {
          en: 'give it with --text, or on standard input',
          ja: '--text か標準入力で渡してください',
        },
      );
    }
    const { subject, call } = flags;
    if (call !== undefined && !isCallId(call)) {
      throw new Problem(
        'call-unknown',
        { en: `“${call}” is no call's id`, ja: `“${call}” は電話の ID ではありません` },
        {
          en: "copy X-Denwaban-Call of the operator's phone, a UUID",
          ja: 'オペレーターの電話の X-Denwaban-Call（UUID）を写してください',
        },
      );
    }
    const node = await sendReport(stack, { to, subject, text, calls: call === undefined ? [] : [call] });
    this.print(flags.format, {
      text: () => ({ en: `${to}: taken by ${node}`, ja: `${to}: ${node} が受け付けました` })[this.language],
      json: () => printableJson({ ok: true, to, node }),
      markdown: () => table(HEAD[this.language], [[to, node]]),
    });
  }
}

/** Problem `report-empty` where nobody would ever type anything. */
async function fromStandardInput(): Promise<string> {
  return process.stdin.isTTY ? '' : readAll(process.stdin);
}
