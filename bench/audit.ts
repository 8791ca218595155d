// What an audit of ten thousand tenants' history costs beside git itself: node bench/audit.ts [TENANTS] [COMMITS], after `npm run build`. Makes the
// repository in a temporary folder, which takes longer than all the rest. Prints JSON: seconds, processor seconds, and the ratio of the cold audit to
// `git log --raw --first-parent` over the same paths. Exit code 1 where a violation was found: there is none.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { lent, simulate } from './history/simulation.ts';

const [tenants = 10_000, commits = 50_000] = process.argv.slice(2).map(Number);
const DENWABAN = join(import.meta.dirname, '..', 'bin', 'run.mjs');
const folder = await mkdtemp(join(tmpdir(), 'denwaban-audit-'));

/** Median of as many runs, in turn with nothing. */
async function seconds(runs: number, run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const begin = performance.now();
    await run();
    times.push((performance.now() - begin) / 1000);
  }
  return Number((times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0).toFixed(2));
}

const options = { cwd: folder, buffer: false, stdin: 'ignore' } as const;
const log = ['log', '--raw', '--first-parent', 'main', '--', 'tenants/'];
const git = () => execa('git', log, options);
const audit = (...args: string[]) =>
  execa(process.execPath, [DENWABAN, 'audit', ...args], { ...options, buffer: true });
const forget = () => rm(join(folder, '.denwaban'), { recursive: true, force: true });

try {
  console.error(`${tenants} tenants, ${commits} commits: making them`);
  const { writer } = await simulate(folder, { tenants, commits });
  await writer.end();
  console.error('git log, audit violations with nothing kept, by turns');
  const logs: number[] = [];
  const colds: number[] = [];
  for (let i = 0; i < 3; i++) {
    logs.push(await seconds(1, git));
    await forget();
    colds.push(await seconds(1, () => audit('violations')));
  }
  const middle = (times: number[]) => times.toSorted((a, b) => a - b)[1] ?? 0;
  console.log(
    JSON.stringify(
      {
        machine: `${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}`,
        tenants,
        commits,
        gitLog: logs,
        violationsCold: colds,
        ratio: Number((middle(colds) / middle(logs)).toFixed(2)),
        violationsWarm: await seconds(3, () => audit('violations')),
        numberWarm: await seconds(5, () => audit('number', lent(4711))),
        tenantWarm: await seconds(3, () => audit('tenant', 'company-04711')),
        atWarm: await seconds(3, () => audit('at', '2025-06-30')),
      },
      null,
      2,
    ),
  );
} finally {
  await rm(folder, { recursive: true });
}
