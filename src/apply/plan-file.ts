import { readFile } from 'node:fs/promises';
import { digestOf } from '../domain/canonical.ts';
import type { Digest } from '../domain/ids.ts';
import type { Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import type { Stack } from '../model/stack.ts';
import type { Tenant } from '../model/tenant.ts';
import type { Plan } from '../plan/plan.ts';
import type { ReviewedPlan } from '../plan/reviewed.ts';
import type { Staging } from '../plan/staging.ts';
import { writeResult } from '../project/write-result.ts';
import { isRecord, parseJson } from '../store/json.ts';
import type { State } from './engines/state.ts';

const FORMAT = 'denwaban-plan-1';
const REVIEWED = 'denwaban-reviewed-1';

/** What a plan was made of. Where none of it has moved, the same plan comes out again: everything between is pure. */
export interface PlanBasis {
  stack: string;
  /** The day that the files were checked for. */
  date: string;
  /** Of everything rendered, every tenant and the stack's settings. */
  files: Digest;
  lineage: string | null;
  serial: number;
  /** denwaban's version, and of which sources it was built. */
  toolkit: string;
}

/** The basis of a plan that would be made now. */
export function planBasis(now: {
  stack: Stack;
  date: string;
  staging: Staging;
  tenants: readonly Tenant[];
  state: State;
  toolkit: string;
}): PlanBasis {
  const { stack, date, staging, tenants, state, toolkit } = now;
  const files = digestOf({
    parts: staging.parts.map((part) => part.digest),
    rooms: staging.rooms.map((room) => room.digest),
    tenants: tenants.map(({ file, ...tenant }) => digestOf(tenant)),
    stack: { ...stack, poolOf: [...stack.poolOf] },
  });
  return { stack: stack.name, date, files, lineage: state.lineage ?? null, serial: state.serial, toolkit };
}

/** Writes a plan to be applied later, exactly so or not at all. It holds no personal data. */
export async function writePlanFile(path: string, basis: PlanBasis, plan: Plan): Promise<void> {
  await writeResult('plan', path, `${JSON.stringify({ format: FORMAT, basis, plan }, null, 2)}\n`);
}

/** Reads what a plan file was made of. Problem `plan-file`. */
export async function readPlanFile(path: string): Promise<PlanBasis> {
  const refuse = refusing(path, {
    en: 'make one with plan --out FILE',
    ja: 'plan --out FILE で作ってください',
  });
  const value = await readValue(path, refuse);
  if (value.format === REVIEWED) {
    throw refuse({
      en: 'was made against a commit: it is for apply --reviewed',
      ja: 'コミットと比べた計画で、apply --reviewed で使うものです',
    });
  }
  if (value.format === FORMAT && isRecord(value.basis)) return value.basis as unknown as PlanBasis;
  throw refuse(NONE);
}

/** Writes a plan against a commit, for those who review it, and for apply to see that it is the same. It holds no personal data. */
export async function writeReviewed(path: string, reviewed: ReviewedPlan): Promise<void> {
  await writeResult('plan', path, `${JSON.stringify({ format: REVIEWED, ...reviewed }, null, 2)}\n`);
}

/** Reads a plan that was made against a commit. Problem `plan-file`. */
export async function readReviewed(path: string): Promise<ReviewedPlan> {
  const refuse = refusing(path, {
    en: 'make one with plan --base REF --out FILE',
    ja: 'plan --base REF --out FILE で作ってください',
  });
  const value = await readValue(path, refuse);
  if (value.format === FORMAT) {
    throw refuse({
      en: 'was made against what is applied: it is for apply --plan',
      ja: '適用済みの状態と比べた計画で、apply --plan で使うものです',
    });
  }
  if (value.format === REVIEWED && isReviewed(value)) return value;
  throw refuse(NONE);
}

function isReviewed(value: Record<string, unknown>): value is Record<string, unknown> & ReviewedPlan {
  const { plan, keyed, base, contents } = value;
  return (
    isPlan(plan) &&
    typeof keyed === 'boolean' &&
    typeof base === 'string' &&
    isRecord(contents) &&
    Object.values(contents).every((content) => typeof content === 'string')
  );
}

function isPlan(value: unknown): value is Plan {
  const named = (one: unknown) =>
    isRecord(one) && typeof one.tenant === 'string' && typeof one.digest === 'string';
  return (
    isRecord(value) &&
    typeof value.stack === 'string' &&
    isRecord(value.toolkit) &&
    Array.isArray(value.tenants) &&
    value.tenants.every(named)
  );
}

async function readValue(path: string, refuse: (why: Text) => Problem): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw refuse({ en: `cannot be read (${error.code})`, ja: `読めません（${error.code}）` });
  });
  const value = parseJson(text);
  if (isRecord(value)) return value;
  throw refuse(NONE);
}

function refusing(path: string, action: Text) {
  return (why: Text) =>
    new Problem('plan-file', { en: `${path} ${why.en}`, ja: `${path} は${why.ja}` }, action);
}

const NONE = {
  en: 'is no plan of this version of denwaban',
  ja: 'この版の denwaban の計画ではありません',
};

const NAMES: Record<keyof PlanBasis, Text> = {
  stack: { en: 'the stack', ja: 'スタック' },
  date: { en: 'the day', ja: '日付' },
  files: {
    en: 'the tenant files, the templates or the stack file',
    ja: '契約会社のファイル、テンプレート、スタックのファイルのどれか',
  },
  lineage: { en: 'the history of the state', ja: '状態の履歴' },
  serial: { en: 'the state', ja: '状態' },
  toolkit: { en: 'the version of denwaban', ja: 'denwaban の版' },
};

/** Refuses a plan of which anything has moved, and says what. Problem `plan-moved`. */
export function checkPlan(planned: PlanBasis, now: PlanBasis): void {
  const moved = (Object.keys(NAMES) as (keyof PlanBasis)[])
    // The first apply gives the state its history.
    .filter(
      (name) =>
        planned[name] !== now[name] && !(name === 'lineage' && planned.serial === 0 && now.serial === 0),
    )
    .map((name): Text => {
      const { en, ja } = NAMES[name];
      if (name === 'files' || name === 'lineage') return { en, ja };
      const [then, today] = [planned[name], now[name]];
      return { en: `${en} (${then}, now ${today})`, ja: `${ja}（${then}、今は ${today}）` };
    });
  if (moved.length === 0) return;
  throw new Problem(
    'plan-moved',
    {
      en: `since the plan was made these have moved: ${moved.map(({ en }) => en).join('; ')}`,
      ja: `計画を作ってから変わったもの: ${moved.map(({ ja }) => ja).join('、')}`,
    },
    {
      en: 'make a new plan and look at it; nothing was applied',
      ja: '計画を作り直して確かめてください。何も適用していません',
    },
  );
}
