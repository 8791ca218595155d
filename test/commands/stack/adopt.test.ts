import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeProject, type TestProject } from './project.ts';

let project: TestProject;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(() => project.end());

const run = (command: string, ...args: string[]) => project.start(command, '--stack', 'test', ...args);

it('nodes that serve tenants of which no state tells are taken over only when somebody says so, who was told what differs', async () => {
  // A first apply finds nothing to adopt.
  expect(await run('apply', '--yes')).toMatchObject({ exitCode: 0, stderr: '' });
  const rooms = await project.rooms();
  await rm(project.home.state);
  await project.edit('yamada-shoji', (text) => text.replace(/(greeting: ).*/, '$1もしもし'));
  await rm(join(project.folder, 'tenants/rd-lab.yaml'));
  const [taken] = project.agents.map((agent) => agent.taken.length);

  const refused = await run('apply', '--yes');
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toMatch(/^error adopt-running: node1, node2 serve tenants already/);
  expect(refused.stderr).toContain('1 in no file, and would be taken away (rd-lab)');
  expect(refused.stderr).toContain('1 served otherwise than the files say (yamada-shoji)');
  expect(refused.stderr).toMatch(/; 8 the same, /);
  expect(project.agents[0]?.taken).toHaveLength(taken ?? 0);

  expect(await run('apply', '--yes', '--adopt')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await run('drift')).toMatchObject({ exitCode: 0 });
  expect(await run('plan', '--detailed-exitcode')).toMatchObject({ exitCode: 0 });
  // Rooms are found again, and not made a second time.
  expect((await project.rooms()).length).toBe(rooms.length);
}, 120_000);
