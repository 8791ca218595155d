// What an audit of ten thousand tenants' history costs beside git itself: node bench/audit.ts [TENANTS] [COMMITS] [FOLDER], after `npm run build`.
// Makes the repository, which takes longer than all the rest: in FOLDER, where it stays and is taken again, else in a temporary one. Prints JSON: seconds,
// and the ratio of the cold audit to `git log --raw --first-parent` over the same paths. Exit code 1 where a violation was found: there is none.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { lent, simulate } from './history/simulation.ts';

const [size, length, kept] = process.argv.slice(2);
const [tenants, commits] = [Number(size ?? 10_000), Number(length ?? 50_000)];
const DENWABAN = join(import.meta.dirname, '..', 'bin', 'run.mjs');
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'denwaban-audit-')));

/** Median of as many runs. */
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
  if (!existsSync(join(folder, '.git'))) {
    console.error(`${tenants} tenants, ${commits} commits: making them`);
    const { writer } = await simulate(folder, { tenants, commits });
    await writer.end();
  }
  console.error('git log, then audit violations with nothing kept');
  const gitLog = await seconds(1, git);
  await forget();
  const violationsCold = await seconds(1, () => audit('violations'));
  console.log(
    JSON.stringify(
      {
        machine: `${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}`,
        tenants,
        commits,
        gitLog,
        violationsCold,
        ratio: Number((violationsCold / gitLog).toFixed(2)),
        violationsWarm: await seconds(3, () => audit('violations')),
        numberWarm: await seconds(5, () => audit('number', lent(4711))),
        tenantWarm: await seconds(3, () => audit('tenant', 'company-04711')),
        atWarm: await seconds(3, () => audit('at', '2025-06-30')),
        pageWarm: await seconds(3, () => audit('page', '--out', join(folder, '.denwaban', 'page.html'))),
        retentionWarm: await seconds(3, () => audit('retention')),
      },
      null,
      2,
    ),
  );
} finally {
  if (kept === undefined) await rm(folder, { recursive: true });
}
