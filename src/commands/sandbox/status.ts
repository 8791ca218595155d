import type { Language } from '../../domain/language.ts';
import { sandboxNow } from '../../sandbox/clock.ts';
import { sandboxStatus } from '../../sandbox/cluster/status.ts';
import { alarmLines } from '../../store/alarms.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { padded } from '../format/columns.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

const WORDS = {
  en: {
    edge: 'edge',
    node: 'node',
    alarm: 'alarm',
    operator: 'operator',
    password: 'password',
    token: 'Chatwork token',
    domain: 'report domain',
    clock: 'clock',
    what: 'what',
    value: 'value',
  },
  ja: {
    edge: '入口',
    node: 'ノード',
    alarm: '警報',
    operator: 'オペレーター',
    password: 'パスワード',
    token: 'Chatworkトークン',
    domain: '報告用ドメイン',
    clock: '時計',
    what: '項目',
    value: '値',
  },
} satisfies Record<Language, unknown>;

/** What somebody needs who looks at the cluster by hand. */
export default class SandboxStatus extends BaseCommand {
  static override summary = "Show the local cluster's nodes, and the passwords to try it by hand";
  static override examples = [
    '<%= config.bin %> sandbox status',
    '<%= config.bin %> sandbox status --format json',
  ];
  static override flags = { ...sandboxFlags, format: formatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(SandboxStatus);
    const { stack, home } = await openSandbox(flags.stack);
    const status = await sandboxStatus(stack, home);
    const { language } = this;
    const words = WORDS[language];
    const rows = [
      ...status.edges.map(({ name, address, container }) => [
        `${words.edge} ${name}`,
        `${address} (${container})`,
      ]),
      ...status.nodes.map(({ name, address, container }) => [
        `${words.node} ${name}`,
        `${address} (${container})`,
      ]),
      ...status.nodes.flatMap(({ name, alarms }) =>
        alarmLines(alarms).map((line) => [`${words.alarm} ${name}`, line[language]]),
      ),
      ...status.operators.map(({ id, password }) => [
        `${words.operator} ${id}`,
        `${words.password} ${password}`,
      ]),
      [words.token, status.chatworkToken],
      [words.domain, status.reportDomain],
      [words.clock, (await sandboxNow(home.clock)).toFormat('yyyy-MM-dd HH:mm:ss ZZ')],
    ];
    this.print(flags.format, {
      text: () => rows.map(([what = '', value = '']) => `${padded(what, 16)} ${value}`).join('\n'),
      json: () => printableJson(status),
      markdown: () => table([words.what, words.value], rows),
    });
  }
}
