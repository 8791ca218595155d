import { resolve } from 'node:path';
import { Flags } from '@oclif/core';
import { confirmEngine } from '../apply/engines/confirm.ts';
import { readApplied } from '../apply/engines/open.ts';
import { planBasis, writePlanFile } from '../apply/plan-file.ts';
import { openSession, type Session } from '../apply/session.ts';
import { oneLine } from '../domain/one-line.ts';
import { desiredResources } from '../plan/desired.ts';
import { makePlan, type Plan as PlanValue } from '../plan/plan.ts';
import { planJson } from '../plan/print/json.ts';
import { planMarkdown } from '../plan/print/markdown.ts';
import { planText } from '../plan/print/text.ts';
import { staging } from '../plan/staging.ts';
import { loadBase, loadStackProject, type StackProject } from '../project/stack-project.ts';
import { knownFingerprintKey, passingKey } from '../store/fingerprint.ts';
import { sideOf, validateChange } from '../validate/validate.ts';
import { planAgainstApplied, refuse } from './_stack/applied-plan.ts';
import { BaseCommand, engineFlag, formatFlag, stackFlags } from './base.ts';

/** What would change, as effects on each tenant. Reads alone; exit code 2 with --detailed-exitcode where there are changes. */
export default class Plan extends BaseCommand {
  static override summary = 'Show what would change, tenant by tenant, with fees';
  static override examples = [
    '<%= config.bin %> plan --stack local',
    '<%= config.bin %> plan --stack prod --base origin/main --format markdown',
    '<%= config.bin %> plan --stack prod --out plan.json',
  ];
  static override flags = {
    ...stackFlags,
    engine: engineFlag,
    format: formatFlag,
    base: Flags.string({
      description: 'compare with the tenant files at this commit, not with what is applied',
      helpValue: 'REF',
    }),
    'detailed-exitcode': Flags.boolean({ description: 'exit with 2 where there are changes' }),
    out: Flags.string({
      description: 'write the plan here, for apply --plan',
      helpValue: 'FILE',
      exclusive: ['base'],
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Plan);
    const head = await loadStackProject({ ...this.projectOptions(flags), stack: flags.stack });
    confirmEngine(head.stack, flags.engine);
    const plan =
      flags.base === undefined ? await this.#applied(head, flags.out) : await againstBase(head, flags.base);
    this.print(flags.format, {
      text: () => planText(plan).trimEnd(),
      json: () => planJson(plan).trimEnd(),
      markdown: () => planMarkdown(plan).trimEnd(),
    });
    if (flags['detailed-exitcode'] && plan.changes.length > 0) this.end(2);
  }

  async #applied(head: StackProject, out: string | undefined): Promise<PlanValue> {
    const session = openSession(head.project, head.stack);
    const state = await readApplied(session);
    const key = await knownFingerprintKey(session.blobs);
    const desired = resourcesOf(head, key ?? passingKey());
    const plan = planAgainstApplied(head, state, desired, key !== undefined);
    if (out !== undefined) {
      const { tenants, date, stack } = head;
      const basis = planBasis({
        stack: stack.name,
        date,
        staging: staging(head.rendering, head.loaded.sounds.read),
        tenants,
        state,
        toolkit: this.config.version,
      });
      await writePlanFile(resolve(out), basis, plan);
    }
    return plan;
  }
}

async function againstBase(head: StackProject, ref: string): Promise<PlanValue> {
  const base = await loadBase(head, ref);
  refuse(validateChange({ base: sideOf(base.loaded), head: sideOf(head.loaded), date: head.date }));
  const known = await keyOf(head);
  const key = known ?? passingKey();
  const before = desiredResources(base.rendering, base, head.stack, key);
  const facts = {
    stack: head.stack.name,
    date: head.date,
    against: { kind: 'base', ref: oneLine(ref) },
  } as const;
  return makePlan(facts, before, resourcesOf(head, key), known !== undefined);
}

/** With the store's key the effects' digests are those of the apply to come; where it is out of reach, comparing files needs none. */
async function keyOf(head: StackProject): Promise<Uint8Array | undefined> {
  let session: Session;
  try {
    session = openSession(head.project, head.stack);
  } catch {
    return undefined;
  }
  return await knownFingerprintKey(session.blobs);
}

function resourcesOf(head: StackProject, key: Uint8Array) {
  return desiredResources(head.rendering, head, head.stack, key);
}
