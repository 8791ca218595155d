import { basename, resolve } from 'node:path';
import { Flags } from '@oclif/core';
import { confirmEngine } from '../apply/engines/confirm.ts';
import { readApplied } from '../apply/engines/open.ts';
import { planBasis, writePlanFile, writeReviewed } from '../apply/plan-file.ts';
import { openSession } from '../apply/session.ts';
import type { Text } from '../domain/language.ts';
import { treeOf } from '../load/git-commit.ts';
import { resolveCommit } from '../load/git-tree.ts';
import type { OverLimit } from '../plan/limits.ts';
import { type Comment, type CommentForm, GITHUB_LIMIT, planComment } from '../plan/print/comment/comment.ts';
import { planJson } from '../plan/print/json.ts';
import { planText } from '../plan/print/text.ts';
import { limitText } from '../plan/print/words.ts';
import { contentsOf } from '../plan/reviewed.ts';
import { staging } from '../plan/staging.ts';
import { loadStackProject, type StackProject } from '../project/stack-project.ts';
import { toolkitVersion } from '../project/toolkit.ts';
import { writeResult } from '../project/write-result.ts';
import type { ExitCodes } from './_cli/exit-codes.ts';
import { type Comparison, commentOf, compareWithApplied, compareWithBase } from './_stack/comparison.ts';
import { BaseCommand, engineFlag, formatFlag, stackFlags } from './base.ts';

/** What would change, as effects on each tenant. Reads alone; exit code 2 with --detailed-exitcode where there are changes. */
export default class Plan extends BaseCommand {
  static override summary = 'Show what would change, tenant by tenant, with fees';
  static override description =
    'As Markdown it is a comment for a pull request: at most as long as GitHub takes, with personal data masked.';
  static override exitCodes: ExitCodes = {
    0: { en: 'planned', ja: '計画を表示した' },
    1: { en: 'no plan could be made', ja: '計画を作れなかった' },
    2: {
      en: 'there are changes; with --detailed-exitcode alone',
      ja: '変更がある（--detailed-exitcode のときだけ）',
    },
  };
  static override examples = [
    '<%= config.bin %> plan --stack local',
    '<%= config.bin %> plan --stack prod --base origin/main --format markdown --lang ja --artifact plan.md',
    '<%= config.bin %> plan --stack prod --base origin/main --head origin/change',
    '<%= config.bin %> plan --stack prod --out plan.json',
  ];
  static override flags = {
    ...stackFlags,
    engine: engineFlag,
    format: formatFlag,
    base: Flags.string({
      description: 'compare with the files of the stack at this commit, not with what is applied',
      helpValue: 'REF',
    }),
    head: Flags.string({
      description: 'the files of the stack at this commit, not those of the work tree',
      helpValue: 'REF',
      dependsOn: ['base'],
    }),
    artifact: Flags.string({
      description: 'write the Markdown here too, uncut',
      helpValue: 'FILE',
    }),
    'detailed-exitcode': Flags.boolean({ description: 'exit with 2 where there are changes' }),
    out: Flags.string({
      description: 'write the plan here, for apply --plan; with --base, for apply --reviewed',
      helpValue: 'FILE',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Plan);
    const files = { ...this.projectOptions(flags), stack: flags.stack, ref: flags.head };
    const head = await loadStackProject(files);
    confirmEngine(head.stack, flags.engine);
    const { base, out } = flags;
    const comparison =
      base === undefined ? await this.#applied(head, out) : await againstBase(head, base, out);
    const { plan } = comparison;
    const { language } = this;
    const form: CommentForm = { language };
    const { artifact } = flags;
    // What is rendered is compared once, and only for those who read it.
    let told: Comment | undefined;
    const comment = () => {
      told ??= commentOf(head, comparison);
      return told;
    };
    if (artifact !== undefined) await writeResult('artifact', artifact, planComment(comment(), form));
    this.print(flags.format, {
      text: () =>
        [
          planText(plan, language).trimEnd(),
          ...comparison.limits.map((over) => limitWarning(over)[language]),
        ].join('\n'),
      json: () => planJson(plan, { warnings: head.warnings, limits: comparison.limits, language }).trimEnd(),
      markdown: () => {
        const name = artifact === undefined ? {} : { artifact: basename(artifact) };
        return planComment(comment(), { ...form, ...name, limit: GITHUB_LIMIT - 1 }).trimEnd();
      },
    });
    if (flags['detailed-exitcode'] && plan.changes.length > 0) this.end(2);
  }

  async #applied(head: StackProject, out: string | undefined): Promise<Comparison> {
    const session = openSession(head.project, head.stack);
    const state = await readApplied(session);
    const comparison = await compareWithApplied(head, session, state);
    if (out !== undefined) {
      const { tenants, date, stack } = head;
      const basis = planBasis({
        stack,
        date,
        staging: staging(head.rendering, head.loaded.sounds.read),
        tenants,
        state,
        toolkit: toolkitVersion(this.config.version),
      });
      await writePlanFile(resolve(out), basis, comparison.plan);
    }
    return comparison;
  }
}

async function againstBase(head: StackProject, ref: string, out: string | undefined): Promise<Comparison> {
  const comparison = await compareWithBase(head, ref);
  if (out === undefined) return comparison;
  const { project, folder } = head;
  const base = await resolveCommit({ project, folder }, ref);
  const { plan, keyed } = comparison;
  const tenants = new Map(head.tenants.map((tenant) => [tenant.id, tenant]));
  const contents = contentsOf(plan, tenants, (await treeOf(project, base)) ?? '');
  await writeReviewed(resolve(out), { plan, keyed, base, contents });
  return comparison;
}

function limitWarning(over: OverLimit): Text {
  const { en, ja } = limitText(over);
  const flags = `--override ${over.limit} --reason TEXT`;
  return { en: `warning: ${en}; apply wants ${flags}`, ja: `警告: ${ja}。apply には ${flags} が要ります` };
}
