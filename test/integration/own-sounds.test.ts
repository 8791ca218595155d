import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DriftReport } from '../../src/drift/report.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { carrierAddress, nodePlaces } from '../../src/sandbox/place.ts';
import { Line } from './conversation/line.ts';
import { type OwnSound, ownSound } from './conversation/own-sound.ts';
import { Voice } from './conversation/voice.ts';
import { LIVE, onNode } from './node-by-hand.ts';
import { ProjectCopy } from './project-copy.ts';

const [TENANT, NUMBER] = ['fujimoto-kenchiku', '0350000050'];

let project: ProjectCopy;
let stack: SandboxStack;
let line: Line;
let voice: Voice;

beforeAll(async () => {
  project = await ProjectCopy.make('local', { edges: true });
  stack = await project.stack();
  line = await new Line(carrierAddress(stack), {
    voice: async () => (voice = await Voice.open(carrierAddress(stack))),
  }).open();
}, 60_000);
afterAll(async () => {
  line?.close();
  await project?.end();
}, 60_000);

async function put({ bytes }: OwnSound): Promise<void> {
  await mkdir(join(project.folder, 'tenants/_sounds', TENANT), { recursive: true });
  await writeFile(join(project.folder, 'tenants/_sounds', TENANT, 'suspended.wav'), bytes);
}

/** What a caller hears by way of an edge, and what ends the call. */
async function hears(): Promise<{ samples: string[]; statuses: number[] }> {
  const [edge] = stack.edges;
  const call = await line.place(edge?.address ?? '', NUMBER, '09012345678');
  const { heardFrom } = voice;
  await call.final;
  const samples = new Set([...heardFrom.keys()].map((who) => who.split(' ')[1] ?? ''));
  return {
    samples: [...samples].filter((sample) => sample !== '255'),
    statuses: [...new Set(call.statuses)],
  };
}

const differences = async () =>
  (JSON.parse((await project.on('drift', '--format', 'json')).stdout) as DriftReport).differences.map(
    ({ place, kind, tenant, node }) => `${node} ${tenant} ${place} ${kind}`,
  );

it('a sound in the tenants’ folder is planned, applied, heard through an edge, found gone, and mended', async () => {
  const [first, second] = [ownSound(130), ownSound(140)];
  expect(await project.on('apply')).toMatchObject({ exitCode: 0 });
  expect(await hears()).toEqual({ samples: ['mixed'], statuses: [183, 480] });

  await put(first);
  await project.edit(TENANT, (text) => `${text}announcements: { suspended: suspended.wav }\n`);
  expect((await project.on('plan')).stdout).toContain(
    `callers: hear while the numbers are suspended suspended.wav (${first.digest.slice(0, 12)}, 0.4 s), was the announcement for all`,
  );
  expect(await project.on('apply')).toMatchObject({ exitCode: 0 });
  expect(await hears()).toEqual({ samples: ['130'], statuses: [183, 480] });

  await put(second);
  expect(await project.on('apply')).toMatchObject({ exitCode: 0 });
  expect(await hears()).toMatchObject({ samples: ['140'] });
  expect(await differences()).toEqual([]);

  const [node] = nodePlaces(stack);
  await onNode(stack.sandbox.net, node?.name ?? '', `rm ${LIVE}/sounds/${second.digest}.wav`);
  expect(await differences()).toEqual([`${node?.name} ${TENANT} sound missing`]);
  expect(await project.on('apply')).toMatchObject({ exitCode: 0 });
  expect(await differences()).toEqual([]);
  expect(await hears()).toMatchObject({ samples: ['140'] });
}, 240_000);
