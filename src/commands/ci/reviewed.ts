import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Flags } from '@oclif/core';
import writeFileAtomic from 'write-file-atomic';
import { openSession } from '../../apply/session.ts';
import { openRepository } from '../../ci/repository.ts';
import { reviewedPlans } from '../../ci/reviewed.ts';
import { Problem } from '../../domain/problem.ts';
import { mergesSince } from '../../load/git-commit.ts';
import type { Stack } from '../../model/stack.ts';
import { loadStack } from '../../project/project.ts';
import { lastRecord, readRecords } from '../../store/applied-record.ts';
import { openVerifying } from '../../store/signing.ts';
import { BaseCommand, formatFlag, stackFlags } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';

const OURS = /^pull-request-\d+\.json$/;

/** What was reviewed and has not been applied: for apply --reviewed. */
export default class CiReviewed extends BaseCommand {
  static override summary =
    'Fetch the plans that were shown on the pull requests merged since the last apply';
  static override description =
    'Each is the artefact of the job that planned the pull request. A commit that no pull request brought has none: what it changes, somebody has to approve.';
  static override examples = [
    '<%= config.bin %> ci reviewed --stack prod --out reviewed',
    '<%= config.bin %> ci reviewed --stack prod --since v12 --out reviewed',
  ];
  static override flags = {
    stack: stackFlags.stack,
    out: Flags.string({ required: true, description: 'folder for the plans', helpValue: 'DIR' }),
    since: Flags.string({
      description: 'the commit that was applied last (default: what the stack’s last record says)',
      helpValue: 'REF',
    }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(CiReviewed);
    const stack = await loadStack(flags.stack);
    const commits = await mergesSince(process.cwd(), flags.since ?? (await lastApplied(stack)));
    const plans = await reviewedPlans(openRepository(process.env), stack.name, commits);
    await mkdir(flags.out, { recursive: true });
    // What an earlier run has fetched may have been applied since.
    for (const name of await readdir(flags.out)) if (OURS.test(name)) await rm(join(flags.out, name));
    const rows = plans.map(({ commit, pullRequest, text }) => ({
      ...{ commit, pullRequest, text, file: join(flags.out, `pull-request-${pullRequest}.json`) },
    }));
    for (const { file, text } of rows) await writeFileAtomic(file, text);
    const shown = rows.map(({ text: _, ...row }) => row);
    const unreviewed = commits.filter((commit) => !rows.some((row) => row.commit === commit));
    this.print(flags.format, {
      text: () =>
        [
          ...shown.map(({ file }) => file),
          ...unreviewed.map((commit) => `no plan was shown for ${commit}`),
        ].join('\n'),
      json: () => printableJson({ ok: true, plans: shown, unreviewed }),
      markdown: () =>
        table(
          ['Commit', 'Pull request', 'Plan'],
          [
            ...shown.map(({ commit, pullRequest, file }) => [commit, String(pullRequest), file]),
            ...unreviewed.map((commit) => [commit, '', 'none was shown']),
          ],
        ),
    });
  }
}

/** Of the last apply that came to its end; undefined: there is none, or none that can be believed. */
async function lastApplied(stack: Stack): Promise<string | undefined> {
  const { home, blobs } = openSession(process.cwd(), stack);
  const key = await openVerifying(home, stack.signing).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'signing-key-missing') return undefined;
    throw error;
  });
  if (!key) return undefined;
  const last = await lastRecord(blobs, stack.name, [key]);
  const known = last?.record?.outcome === 'incomplete' ? await readRecords(blobs, stack.name, [key]) : [last];
  const applied = known.findLast((one) => !one?.problem && one?.record?.outcome === 'applied');
  return applied?.record?.commit;
}
