import { Flags } from '@oclif/core';
import { examine } from '../doctor/examine.ts';
import type { Finding } from '../doctor/finding.ts';
import { type Language, spoken, type Text } from '../domain/language.ts';
import { loadStack } from '../project/project.ts';
import { BaseCommand, formatFlag } from './base.ts';
import { table } from './format/markdown.ts';
import { printable, printableJson } from './format/printable.ts';

/** Exit code 1 where something is missing that the stack needs; what it goes without is told, and is 0. */
export default class Doctor extends BaseCommand {
  static override summary = 'Say what this machine lacks, and the command that mends it';
  static override description =
    'Node.js, git, Docker, Pulumi, programs, ports, disk and clock, by what the stack needs. Changes nothing.';
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --stack prod',
    '<%= config.bin %> doctor --format json',
  ];
  static override flags = {
    stack: Flags.string({
      char: 's',
      description: 'the stack, a file stacks/Pulumi.<stack>.yaml',
      helpValue: 'STACK',
      default: 'local',
    }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    const stack = await loadStack(flags.stack);
    const findings = await examine({ project: process.cwd(), stack, env: process.env });
    const ok = findings.every(({ state }) => state !== 'missing');
    const { language } = this;
    this.print(flags.format, {
      text: () => findings.flatMap((finding) => lines(finding, language)).join('\n'),
      json: () => printableJson(spoken({ ok, checks: findings }, language)),
      markdown: () =>
        table(
          HEAD.map((text) => text[language]),
          findings.map(({ name, state, found, why, mend }) => [
            name[language],
            STATES[state][language],
            found[language],
            state === 'ok' ? '' : (why?.[language] ?? ''),
            mend ?? '',
          ]),
        ),
    });
    if (!ok) this.end(1);
  }
}

const HEAD: readonly Text[] = [
  { en: 'what', ja: '項目' },
  { en: 'state', ja: '状態' },
  { en: 'found', ja: '見つかったもの' },
  { en: 'why', ja: '理由' },
  { en: 'what mends it', ja: '直すコマンド' },
];

const STATES: Record<Finding['state'], Text> = {
  ok: { en: 'ok', ja: '良好' },
  missing: { en: 'missing', ja: '不足' },
  absent: { en: 'goes without', ja: 'なくても可' },
};

const MARKS: Record<Finding['state'], string> = { ok: '✔', missing: '✖', absent: '–' };

function lines({ name, state, found, why, mend }: Finding, language: Language): string[] {
  const head = `${MARKS[state]} ${name[language]}: ${printable(found[language])}`;
  if (state === 'ok') return [head];
  const mends = { en: 'run', ja: '直すコマンド' }[language];
  return [head, ...(why ? [`    ${why[language]}`] : []), ...(mend ? [`    ${mends}: ${mend}`] : [])];
}
