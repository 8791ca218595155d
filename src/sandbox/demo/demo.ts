import { same, type Text } from '../../domain/language.ts';
import type { Tenant } from '../../model/tenant.ts';
import { moveClock } from '../clock.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { callRows } from './calls.ts';
import { denwaban } from './cli.ts';
import { driftRows } from './drift.ts';
import { reportRows } from './reports.ts';
import { type DemoRow, row } from './row.ts';

/** What the demonstration works with. */
export interface Demo {
  /** The project's folder. */
  project: string;
  stack: SandboxStack;
  home: SandboxHome;
  tenants: readonly Tenant[];
  /** Told of each step: before it begins, and when it has ended. */
  step: <T>(what: Text, work: () => Promise<T>) => Promise<T>;
}

/**
 * The main job from end to end: validate, plan, apply, a call to each number, a report on each channel, a drift that is found and mended.
 * Everything that a user can do goes through the command line. It goes on after a failure where that makes sense; a command without which nothing
 * else can work ends it.
 * @returns what it saw, in order
 */
export async function demonstrate({ project, stack, home, tenants, step }: Demo): Promise<DemoRow[]> {
  const rows: DemoRow[] = [];
  const { name } = stack;

  /** @returns whether it ended as it should */
  const command = async (args: string[], options: { show?: boolean } = {}): Promise<boolean> => {
    const result = await step(same(`denwaban ${args.join(' ')}`), () => denwaban(project, args, options));
    const seen = result.exitCode === 0 ? 'exit 0' : `exit ${result.exitCode}: ${lastLine(result.stderr)}`;
    rows.push(row(same(args.slice(0, 2).join(' ').replace(/ --.*/, '')), 'exit 0', seen));
    return result.exitCode === 0;
  };

  if (!(await command(['validate', '--stack', name]))) return rows;
  // The first time this builds images, which takes minutes: whoever looks on sees how far it is.
  if (!(await command(['sandbox', 'up', '--stack', name], { show: process.stdout.isTTY }))) return rows;
  // Whoever has moved the clock sees the samples all the same.
  const now = await moveClock(home.clock, stack.sandbox.clock);
  if (!(await command(['plan', '--stack', name]))) return rows;
  if (!(await command(['apply', '--stack', name, '--yes']))) return rows;

  rows.push(
    ...(await step(
      { en: 'a call to each number, through each edge', ja: '各番号への電話（各入口から）' },
      () => callRows(stack, home, tenants),
    )),
  );
  const today = now.toFormat('yyyy-MM-dd');
  rows.push(
    ...(await step({ en: 'a report on each channel', ja: '各方法での受電報告' }, () =>
      reportRows(project, stack, home, tenants, today),
    )),
  );
  rows.push(
    ...(await step(
      { en: 'a change by hand on a node, found and mended', ja: 'ノードでの手作業の変更を見つけて直す' },
      () => driftRows(project, stack),
    )),
  );
  return rows;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
