import { readFile } from 'node:fs/promises';
import { Args } from '@oclif/core';
import { openSession } from '../../apply/session.ts';
import { type IssueOutcome, keepDriftIssue } from '../../ci/drift-issue.ts';
import { opsMessage, tellOpsRoom } from '../../ci/ops-room.ts';
import { openRepository } from '../../ci/repository.ts';
import { same, type Text } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import type { DriftReport } from '../../drift/report.ts';
import { loadStack } from '../../project/project.ts';
import { isRecord, parseJson } from '../../store/json.ts';
import { authorFlag } from '../_ci/author.ts';
import { BaseCommand, formatFlag, stackFlags } from '../base.ts';
import { driftMarkdown } from '../format/drift.ts';
import { printableJson } from '../format/printable.ts';

/** One issue a stack, as long as its drift lasts, and a word in the ops room. Exit code 1 where something could not be looked at. */
export default class CiDrift extends BaseCommand {
  static override summary = 'Keep the issue of a stack’s drift, and tell the ops room what is new';
  static override description =
    'Opens an issue with the first drift, rewrites it while it lasts, closes it once it is gone. The room denwaban:chatwork: opsRoom of the stack’s file hears of each of these, and of nothing that it has heard already.';
  static override examples = [
    '<%= config.bin %> drift --stack prod --format json > drift.json; <%= config.bin %> ci drift drift.json --stack prod',
  ];
  static override args = {
    report: Args.string({ required: true, description: 'what drift --format json has printed' }),
  };
  static override flags = { stack: stackFlags.stack, author: authorFlag, format: formatFlag };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CiDrift);
    const stack = await loadStack(flags.stack);
    const report = await reportOf(args.report, stack.name);
    const repository = openRepository(process.env);
    const outcome = await keepDriftIssue(repository, report, {
      ...{ text: driftMarkdown(report, this.language), author: flags.author },
    });
    const message = opsMessage(report, outcome, linkOf(outcome));
    const room = stack.chatwork.opsRoom;
    const told = message !== undefined && room !== undefined && stack.delivery === 'live';
    if (told) await tellOpsRoom(openSession(process.cwd(), stack).chatwork(), room, message);
    const line = outcomeWords(outcome, told)[this.language];
    this.print(flags.format, {
      text: () => line,
      json: () => printableJson({ ok: report.failures.length === 0, ...outcome, told }),
      markdown: () => line,
    });
    if (report.failures.length > 0) this.end(1);
  }
}

async function reportOf(file: string, stack: string): Promise<DriftReport> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const value = parseJson(text);
  const whole =
    isRecord(value) &&
    value.stack === stack &&
    (['differences', 'notApplied', 'notices', 'failures'] as const).every((list) =>
      Array.isArray(value[list]),
    );
  if (whole) return withTexts(value as unknown as PrintedReport);
  throw new Problem(
    'ci-file',
    {
      en: `${file} is no report of the stack ${stack}`,
      ja: `${file} はスタック ${stack} の報告ではありません`,
    },
    {
      en: 'see why drift could not look; a report is what drift --format json prints',
      ja: 'drift が確認できなかった理由を調べてください。報告は drift --format json が書き出すものです',
    },
  );
}

/** A report as JSON has it: in the one language in which it was printed. */
type PrintedReport = Omit<DriftReport, 'notices' | 'failures'> & {
  notices: string[];
  failures: { where: string; problem: string }[];
};

function withTexts({ notices, failures, ...rest }: PrintedReport): DriftReport {
  return {
    ...rest,
    notices: notices.map(same),
    failures: failures.map(({ where, problem }) => ({ where, problem: same(problem) })),
  };
}

const BECAME: Record<IssueOutcome['became'], string> = {
  none: 'なし',
  opened: '作成',
  changed: '更新',
  same: '変更なし',
  closed: '解消',
};

function outcomeWords(outcome: IssueOutcome, told: boolean): Text {
  const { became } = outcome;
  const none = became === 'none';
  const number = none ? 0 : outcome.number;
  return {
    en: `${none ? 'no drift' : `issue ${number}: ${became}`}${told ? '; the ops room was told' : ''}`,
    ja: `${none ? 'ドリフトはありません' : `issue ${number}: ${BECAME[became]}`}${told ? '。運用担当のルームに知らせました' : ''}`,
  };
}

function linkOf(outcome: IssueOutcome): string {
  if (outcome.became === 'none') return '';
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: name } = process.env;
  return `${server}/${name}/issues/${outcome.number}`;
}
