import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { PLANNING_WORKFLOW } from '../../src/ci/reviewed.ts';
import { TOP, WORKFLOWS, workflows } from './workflows.ts';

const all = [...(await workflows())];
const jobs = all.flatMap(([name, { jobs: of }]) =>
  Object.entries(of).map(([job, value]) => ({ name: `${name} ${job}`, ...value })),
);
const steps = jobs.flatMap((job) => job.steps.map((step) => ({ job: job.name, ...step })));

describe('the workflows', () => {
  it('are right by actionlint', async () => {
    const folder =
      (await readdir(join(TOP, '.denwaban'))).find((name) => name.startsWith('actionlint-')) ?? '';
    const lint = (...args: string[]) =>
      execa(join(TOP, '.denwaban', folder, 'actionlint'), ['-no-color', ...args], {
        cwd: TOP,
        reject: false,
        input: 'on: push\njobs: {}\n',
      });
    expect(await lint()).toMatchObject({ exitCode: 0, stdout: '' });
    // That it finds something at all.
    expect((await lint('-')).exitCode).toBe(1);
  });

  it('pin every action by its commit, with the version beside it', async () => {
    expect(steps.filter(({ uses }) => uses).length).toBeGreaterThan(4);
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    const texts = await Promise.all(all.map(([name]) => readFile(join(WORKFLOWS, name), 'utf8')));
    for (const line of texts
      .join('\n')
      .split('\n')
      .filter((one) => one.includes('uses:')))
      expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('give no right to a job that it does not name, and none to write the repository', () => {
    for (const [, { permissions }] of all) expect(permissions).toEqual({});
    for (const { permissions } of jobs) {
      expect(permissions).toBeDefined();
      expect(permissions?.contents).toBe('read');
      expect(Object.values(permissions ?? {})).not.toContain('write-all');
    }
  });

  it('know no stored secret, and put nothing of an event into a script', () => {
    for (const [name, workflow] of all) expect(JSON.stringify(workflow), name).not.toContain('secrets.');
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('keep no token in a checkout, where something else runs after it', () => {
    for (const { uses, with: settings } of steps.filter((step) => step.uses?.startsWith('actions/checkout@')))
      expect(settings?.['persist-credentials'], uses).toBe(false);
  });

  it('run nothing of a pull request: its files are data, the toolkit is that of the branch', () => {
    expect(all.map(([name, { on }]) => [name, Object.keys(on)])).toContainEqual([
      PLANNING_WORKFLOW.replace(/.*\//, ''),
      ['pull_request'],
    ]);
    for (const [, { on }] of all) expect(Object.keys(on)).not.toContain('pull_request_target');
    const planning = jobs.filter(({ name }) => name.startsWith('pull-request.yaml'));
    const inChange = planning.flatMap((job) =>
      job.steps.filter((step) => step['working-directory'] === 'change'),
    );
    expect(inChange.length).toBeGreaterThan(2);
    for (const { run = '' } of inChange)
      for (const line of run.trim().split('\n'))
        expect(line).toMatch(/^(?:\.\.\/toolkit\/bin\/denwaban|cat \.\.\/comment\.md) /);
  });
});
