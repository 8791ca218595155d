import { readFile } from 'node:fs/promises';
import { Args, Flags } from '@oclif/core';
import { writeComment } from '../../ci/comment.ts';
import { openRepository } from '../../ci/repository.ts';
import { Problem } from '../../domain/problem.ts';
import { authorFlag } from '../_ci/author.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { printableJson } from '../format/printable.ts';

/** How a plan begins, and is found again. */
const PLAN = /^<!-- denwaban plan [a-z0-9-]+ -->\n/;

const BECAME = { made: '作成', changed: '更新', unchanged: '変更なし' };

/** One comment a stack on a pull request, rewritten with each plan. */
export default class CiComment extends BaseCommand {
  static override summary = 'Put a plan on its pull request, in the place of the one before';
  static override examples = [
    '<%= config.bin %> plan --stack prod --base origin/main --format markdown > plan.md; <%= config.bin %> ci comment plan.md --pull-request 12',
  ];
  static override args = { file: Args.string({ required: true, description: 'the plan as Markdown' }) };
  static override flags = {
    'pull-request': Flags.integer({ required: true, min: 1, description: 'its number', helpValue: 'N' }),
    author: authorFlag,
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CiComment);
    const text = await readFile(args.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new Problem(
        'ci-file',
        {
          en: `${args.file} cannot be read (${error.code})`,
          ja: `${args.file} が読めません（${error.code}）`,
        },
        { en: 'name the plan, as Markdown', ja: 'Markdown の計画を指定してください' },
      );
    });
    if (!PLAN.test(text))
      throw new Problem(
        'ci-file',
        {
          en: `${args.file} is no plan as Markdown`,
          ja: `${args.file} は Markdown の計画ではありません`,
        },
        { en: 'make one with plan --format markdown', ja: 'plan --format markdown で作ってください' },
      );
    const { author, 'pull-request': pullRequest } = flags;
    const became = await writeComment(openRepository(process.env), { pullRequest, author, text });
    const said = {
      en: `comment on pull request ${pullRequest}: ${became}`,
      ja: `プルリクエスト ${pullRequest} のコメント: ${BECAME[became]}`,
    }[this.language];
    this.print(flags.format, {
      text: () => said,
      json: () => printableJson({ ok: true, pullRequest, became }),
      markdown: () => said,
    });
  }
}
