import type { State } from '../../apply/engines/state.ts';
import { openSession, type Session } from '../../apply/session.ts';
import { oneLine } from '../../domain/one-line.ts';
import { Problem } from '../../domain/problem.ts';
import { desiredResources } from '../../plan/desired.ts';
import { type OverLimit, overLimits } from '../../plan/limits.ts';
import { makePlan, type Plan } from '../../plan/plan.ts';
import type { Comment } from '../../plan/print/comment/comment.ts';
import { renderedDifference } from '../../plan/rendered/difference.ts';
import type { Resource } from '../../plan/resource.ts';
import { type BaseProject, loadBase, type StackProject } from '../../project/stack-project.ts';
import { knownFingerprintKey, passingKey } from '../../store/fingerprint.ts';
import { sideOf, validateChange } from '../../validate/validate.ts';
import { planAgainstApplied, refuse } from './applied-plan.ts';

/** A plan with what else is told of it. */
export interface Comparison {
  plan: Plan;
  /** Whether its digests tell one name from another: made with the store's key. */
  keyed: boolean;
  limits: readonly OverLimit[];
  /** What it is compared with, where that are files of a commit. */
  base?: BaseProject;
}

/** Compares the files with those of a commit. The store is asked for its key of fingerprints alone, where it is in reach. */
export async function compareWithBase(head: StackProject, ref: string): Promise<Comparison> {
  const base = await loadBase(head, ref);
  refuse(validateChange({ base: sideOf(base.loaded), head: sideOf(head.loaded), date: head.date }));
  const known = await keyOf(head);
  const key = known ?? passingKey();
  const before = desiredResources(base.rendering, base, base.stack, key);
  const facts = {
    stack: head.stack.name,
    date: head.date,
    against: { kind: 'base', ref: oneLine(ref) },
  } as const;
  const plan = makePlan(facts, before, resourcesOf(head, key), known !== undefined);
  return { plan, keyed: known !== undefined, limits: limitsOf(head, plan, before), base };
}

/** Compares the files with what is applied. */
export async function compareWithApplied(
  head: StackProject,
  session: Session,
  state: State,
): Promise<Comparison> {
  const known = await knownFingerprintKey(session.blobs);
  const plan = planAgainstApplied(head, state, resourcesOf(head, known ?? passingKey()), known !== undefined);
  const limits = limitsOf(head, plan, [...state.resources.values()]);
  return { plan, keyed: known !== undefined, limits };
}

/** The limits of its stack that a plan is over. */
export function limitsOf(
  { stack }: Pick<StackProject, 'stack'>,
  plan: Plan,
  before: readonly Pick<Resource, 'type'>[],
): OverLimit[] {
  return overLimits(plan, before.filter(({ type }) => type === 'Tenant').length, stack.limits);
}

/** What a comment on it tells. Warnings of files that stay as they are are counted alone. */
export function commentOf(head: StackProject, { plan, limits, base }: Comparison): Comment {
  const changed = new Set(plan.tenants.map(({ tenant }) => `/${tenant}.yaml`));
  const warnings = head.warnings.filter(({ file }) => changed.has(file.slice(file.lastIndexOf('/'))));
  return {
    plan,
    warnings,
    moreWarnings: head.warnings.length - warnings.length,
    limits,
    ...(base ? { rendered: renderedDifference(plan, base, head) } : {}),
  };
}

/** With the store's key the effects' digests are those of the apply to come; where it is out of reach, comparing files needs none. */
async function keyOf(head: StackProject): Promise<Uint8Array | undefined> {
  try {
    return await knownFingerprintKey(openSession(head.project, head.stack).blobs);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function resourcesOf(head: StackProject, key: Uint8Array) {
  return desiredResources(head.rendering, head, head.stack, key);
}
