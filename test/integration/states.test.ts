import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readApplied } from '../../src/apply/engines/open.ts';
import { openSession } from '../../src/apply/session.ts';
import { loadStack } from '../../src/project/project.ts';
import { makeProject, type TestProject } from '../commands/stack/project.ts';
import { ENGINES, type EngineName, JOURNAL, keptIn, stackOf } from '../fixtures/states/recorded.ts';
import { onPulumi } from './on-pulumi.ts';

const STATES = join(import.meta.dirname, '../fixtures/states');
const entries = await readdir(STATES, { withFileTypes: true });
const records = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();

type Fields = Record<string, unknown>;
/** A resource's inputs, in the state file of either engine. */
type Change = (inputs: Fields) => Fields;

const asWritten: Change = (inputs) => inputs;
const withMore: Change = (inputs) => ({ ...inputs, later: { on: ['x'] } });

/** From the oldest to the newest, which has also to be taken where a version to come has added to it. */
const CASES = [
  ...records.map((record) => ({ record, how: 'as it was written', change: asWritten })),
  { record: records.at(-1) ?? '', how: 'with what a later version might add', change: withMore },
];

function changeInputs(resource: Fields, change: Change): void {
  // A provider of Pulumi's has its own inputs.
  if (String(resource.type).startsWith('pulumi:')) return;
  if (resource.inputs) resource.inputs = change(resource.inputs as Fields);
  // Pulumi keeps inputs among the outputs as well; in the other state these are what was found alone.
  if (resource.outputs && resource.urn) resource.outputs = change(resource.outputs as Fields);
}

/** A project with the state and the tenants that were recorded, on another machine. */
async function restored(record: string, engine: EngineName, change: Change): Promise<TestProject> {
  const folder = join(STATES, record);
  const project = await makeProject({
    tenants: join(folder, 'tenants'),
    rooms: join(folder, engine, 'rooms.json'),
  });
  await project.configure(stackOf(engine));
  const { fingerprint, state } = keptIn(project, engine);
  await cp(join(folder, engine, 'fingerprint'), fingerprint);
  await mkdir(state, { recursive: true });
  for (const file of await readdir(join(folder, engine, 'state'))) {
    const text = await readFile(join(folder, engine, 'state', file), 'utf8');
    // A journal has a value in each line.
    const values = (file === JOURNAL ? text.split('\n').filter(Boolean) : [text]).map((line) =>
      JSON.parse(line),
    );
    for (const value of values) {
      const resources: Fields[] = value.checkpoint?.latest?.resources ?? value.resources ?? [value.set ?? {}];
      for (const resource of resources) changeInputs(resource, change);
    }
    await writeFile(join(state, file), `${values.map((value) => JSON.stringify(value)).join('\n')}\n`);
  }
  return project;
}

/** Every resource with its id and what was found when it was made. */
async function applied(project: TestProject) {
  const stack = await loadStack('test', join(project.folder, 'stacks'));
  const { resources } = await readApplied(openSession(project.folder, stack));
  return [...resources].map(([key, { id, outputs }]) => [key, id, outputs.roomId ?? null]).sort();
}

describe.each(ENGINES)('a state that an earlier version has written, %s', { timeout: 240_000 }, (engine) => {
  if (engine === 'pulumi') onPulumi();

  it.each(CASES)('$record, $how: nothing is made anew or taken away', async ({ record, change }) => {
    const project = await restored(record, engine, change);
    try {
      const before = await applied(project);
      const rooms = await project.rooms();
      expect(before.map(([key]) => key)).toContain('ChatworkRoom/sakura-realty');
      // In the journal alone: it has gone.
      expect(before.map(([key]) => key)).not.toContain('ChatworkRoom/ohashi-rental');
      const plan = await project.start('plan', '--stack', 'test', '--format=json');
      expect(JSON.parse(plan.stdout)).toMatchObject({ tenants: [] });
      const run = await project.start('apply', '--stack', 'test', '--yes', '--format=json');
      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(run.stdout).done).toMatchObject({ created: 0, deleted: 0 });
      expect(await applied(project)).toEqual(before);
      expect(await project.rooms()).toEqual(rooms);
      expect(await project.start('plan', '--stack', 'test', '--detailed-exitcode')).toMatchObject({
        exitCode: 0,
      });
    } finally {
      await project.end();
    }
  });
});
