import { beforeAll, expect, it } from 'vitest';
import type { ChatworkClient } from '../../src/chatwork/client.ts';
import type { Difference, DriftReport } from '../../src/drift/report.ts';
import { loadProject } from '../../src/project/project.ts';
import { render } from '../../src/render/render.ts';
import { readRooms, resetRateLimits } from '../../src/sandbox/chat.ts';
import { nodePlaces } from '../../src/sandbox/place.ts';
import { type ByHand, dice, type NodeByHand } from './by-hand/change.ts';
import { NODE_KINDS } from './by-hand/node-kinds.ts';
import type { LiveTenant } from './by-hand/on-node.ts';
import { type LiveRoom, ROOM_KINDS } from './by-hand/rooms.ts';
import { console as consoleOf, LIVE, onNode } from './node-by-hand.ts';
import { run, sandboxChatwork, testSandbox } from './sandbox.ts';

const CHANGES = 200;
const PER_ROUND = 25;
/** Another seed tries other changes: DENWABAN_TEST_SEED. */
const SEED = Number(process.env.DENWABAN_TEST_SEED ?? 20_270_301);

let nodes: NodeByHand[];
let tenants: LiveTenant[];
let rooms: LiveRoom[];
let client: ChatworkClient;

beforeAll(async () => {
  const applied = await run('apply', '--stack', 'local', '--yes');
  expect(applied.stderr, applied.stdout).not.toContain('error');
  expect(applied.exitCode).toBe(0);
  const { stack } = await testSandbox();
  nodes = nodePlaces(stack).map(({ name }) => nodeByHand(stack.sandbox.net, name));
  client = await sandboxChatwork();
  const project = await loadProject({ stack: 'local' });
  const rendering = render(project.tenants, stack);
  const rendered = [...rendering.shards.values()].flatMap((part) => part.tenants);
  tenants = project.tenants.map(({ id, numbers }) => ({
    id,
    digest: rendered.find(({ tenant }) => tenant === id)?.digest ?? '',
    numbers: numbers.map(({ number }) => number),
  }));
  const live = await readRooms(stack);
  rooms = rendering.rooms.flatMap(({ tenant, object }) => {
    const room = live.find(({ room: name }) => name === object.name);
    const member = object.members.find(({ role }) => role === 'member');
    return room && member && object.link ? [{ tenant, roomId: room.roomId, member: member.accountId }] : [];
  });
  expect(rooms.length).toBeGreaterThan(0);
});

it(`finds ${CHANGES} changes made by hand, invents none, and a plain apply mends them`, {
  timeout: 900_000,
}, async () => {
  const random = dice(SEED);
  const { stack } = await testSandbox();
  const seen = {
    made: 0,
    additions: 0,
    missed: [] as string[],
    invented: [] as string[],
    unmended: [] as string[],
  };
  expect(await drift(), 'before any change').toEqual([]);
  while (seen.made < CHANGES) {
    const round: ByHand[] = [];
    const targets = new Set<string>();
    while (round.length < Math.min(PER_ROUND, CHANGES - seen.made)) {
      const serial = seen.made + round.length;
      const change =
        random.roll(10) === 0
          ? random.pick(ROOM_KINDS)(client, random.pick(rooms), random, serial)
          : random.pick(NODE_KINDS)(random.pick(nodes), tenants, random, serial);
      if (targets.has(change.target)) continue;
      targets.add(change.target);
      round.push(change);
    }
    for (const change of round) await change.make();
    const found = await drift();
    for (const change of round) if (!found.some(change.names)) seen.missed.push(change.what);
    for (const difference of found)
      if (!round.some((change) => change.names(difference))) seen.invented.push(JSON.stringify(difference));
    const mended = await run('apply', '--stack', 'local', '--yes');
    if (mended.exitCode !== 0) seen.unmended.push(`apply: exit ${mended.exitCode} ${mended.stderr}`);
    seen.unmended.push(...(await drift()).map((difference) => JSON.stringify(difference)));
    seen.made += round.length;
    seen.additions += round.filter(({ addition }) => addition).length;
    // The stand-in counts as Chatwork does; what takes hours in life happens here in a minute.
    await resetRateLimits(stack);
  }
  console.log(
    `live drift, seed ${SEED}: ${seen.made} changes, ${seen.additions} of them additions; missed ${seen.missed.length}, invented ${seen.invented.length}, not mended ${seen.unmended.length}`,
  );
  expect(seen, `seed ${SEED}`).toMatchObject({ missed: [], invented: [], unmended: [] });
  expect(seen.additions).toBeGreaterThanOrEqual(CHANGES / 3);
});

/** What drift finds, by its own exit code too. */
async function drift(): Promise<readonly Difference[]> {
  const { exitCode, stdout, stderr } = await run('drift', '--stack', 'local', '--format', 'json');
  const report = JSON.parse(stdout || '{}') as DriftReport;
  expect(report.failures, stderr).toEqual([]);
  expect(exitCode).toBe(report.differences.length > 0 ? 2 : 0);
  return report.differences;
}

function nodeByHand(net: string, name: string): NodeByHand {
  return {
    name,
    console: (command) => consoleOf(net, name, command),
    shell: (script) => onNode(net, name, `cd ${LIVE}; ${script}`),
  };
}
