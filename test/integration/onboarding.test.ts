import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GitProject } from './git-project.ts';
import { PROJECT } from './sandbox.ts';

let project: GitProject;
beforeAll(async () => {
  project = await GitProject.make();
}, 60_000);
afterAll(async () => {
  await project?.sh('bin/denwaban destroy --stack local --yes');
  await project?.end();
}, 120_000);

/** The commands of a section of the README, as they stand there. */
async function commandsOf(section: string): Promise<string[]> {
  const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
  const text = readme.split(/^## /m).find((part) => part.startsWith(section)) ?? '';
  const block = /```sh\n(.*?)```/s.exec(text)?.[1] ?? '';
  return block
    .replaceAll('\\\n', '')
    .split('\n')
    .filter((line) => line !== '');
}

test('from a clone to a merged tenant that can be called, by the commands of the README as written', async () => {
  const commands = await commandsOf('A new client');
  expect(commands.length).toBeGreaterThan(8);
  const said = new Map<string, string>();
  for (const command of commands) {
    const { exitCode, stdout, stderr } = await project.sh(command);
    expect(exitCode, `${command}\n${stdout}\n${stderr}`).toBe(0);
    said.set(
      command
        .replace(/^bin\/denwaban |^git /, '')
        .split(' ')
        .slice(0, 2)
        .join(' '),
      stdout,
    );
  }
  expect(said.get('tenant new')).toBe('tenants/aoi-denki.yaml');
  expect(said.get('plan --stack')).toContain('aoi-denki');
  const check = said.get('check aoi-denki') ?? '';
  expect(check).toMatch(/call/);
  expect(check).toContain('葵電機');
  const { stdout } = await project.sh('git log --first-parent --format=%s -1');
  expect(stdout).toContain('#1');
}, 300_000);
