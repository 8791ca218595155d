import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { carrierAddress, type NodePlace, nodePlaces } from '../../src/sandbox/place.ts';
import { dice } from './by-hand/change.ts';
import { type Desk, openDesks } from './conversation/desk.ts';
import { Line, type LongCall } from './conversation/line.ts';
import { legOf } from './conversation/talk.ts';
import { console as consoleOf, killOnNode } from './node-by-hand.ts';
import { ProjectCopy, tenantFile } from './project-copy.ts';
import { testSandbox } from './sandbox.ts';

const TENANTS = 300;
const OPERATORS = 12;
const CALLS_PER_SECOND = 5;
const TALK_MS = 150;
/** How long calls are placed after the kill. */
const AFTERWARDS_MS = 12_000;
const SEED = Number(process.env.DENWABAN_TEST_SEED ?? 20_270_301);

let project: ProjectCopy;
let stack: SandboxStack;
let line: Line;
let desks: Desk[] = [];

beforeAll(async () => {
  project = await ProjectCopy.make();
  await project.operators(OPERATORS);
  await name('旧');
  stack = await project.stack();
  expect(await project.run('apply', '--stack', 'local', '--yes')).toMatchObject({ exitCode: 0 });
  line = await new Line(carrierAddress(stack)).open();
  desks = await openDesks(stack, (await testSandbox()).home);
}, 60_000);

afterAll(async () => {
  line?.close();
  for (const desk of desks) desk.close();
  await project?.end();
}, 60_000);

it('Asterisk killed right after an apply: every call meets the right operator, or another node’s turn', async () => {
  const [node] = nodePlaces(stack) as [NodePlace];
  const { net } = stack.sandbox;
  const calling = new AbortController();
  const calls = callOn(node.address, calling.signal);
  let killed = 0;
  let lost = 0;
  try {
    await sleep(2_000);
    await name('新');
    const meant = ['--override', 'percent', '--reason', 'all of them are named anew'];
    expect(await project.on('apply', ...meant)).toMatchObject({ exitCode: 0 });
    [killed, lost] = (await killOnNode(net, node.name, 'asterisk', LOSE_HALF)).split('\n').map(Number) as [
      number,
      number,
    ];
    await sleep(AFTERWARDS_MS);
  } finally {
    calling.abort();
  }
  const ended = await calls;

  const seconds = (at: number): string => ((at - killed) / 1000).toFixed(1);
  const answered = ended.filter(({ placed, status }) => placed > killed && status === 200);
  const first = Math.min(...answered.map(({ placed, after }) => placed + after));
  const values = (await consoleOf(net, node.name, 'database show denwaban'))
    .split('\n')
    .filter((row) => row.startsWith('/'));
  const of = (status: number) => ended.filter((call) => call.status === status).length;
  console.log(
    `Asterisk restart, seed ${SEED}: ${lost} of AstDB’s values lost, ${values.length} there afterwards; ${ended.length} calls: ` +
      `${of(200)} answered, ${of(503)} sent on, ${of(0)} without an answer; first answered ${seconds(first)} s after the kill`,
  );
  const wrong = ended.flatMap(({ placed, wrong }) =>
    wrong === undefined ? [] : `${seconds(placed)}: ${wrong}`,
  );
  expect(wrong, 'seconds after the kill: what was wrong').toEqual([]);
  expect(answered.length).toBeGreaterThan(0);
  // The release that was applied before the kill, and none before it.
  expect(answered.filter(({ display }) => !display?.endsWith('新'))).toEqual([]);
  expect(lost).toBeGreaterThan(TENANTS);
  expect(await project.run('drift', '--stack', 'local')).toMatchObject({ exitCode: 0 });
}, 120_000);

/**
 * A kill costs what Asterisk had not yet flushed, up to all of an apply, by the moment that it hits. So that the worst is met each time, half
 * of the tenants' values are taken out of its file, of which the next run of Asterisk knows nothing. Prints when the kill was, in milliseconds since 1970, and how many
 * values are lost.
 */
const LOSE_HALF = `date +%s%3N; node --no-warnings -e '
const { DatabaseSync } = require("node:sqlite");
const file = new DatabaseSync("/var/lib/asterisk/astdb.sqlite3");
console.log(file.prepare("delete from astdb where key like ? and rowid % 2").run("/denwaban/%").changes)'`;

/** Gives every tenant another name, and so another object with values of its own. */
async function name(generation: string): Promise<void> {
  for (let i = 0; i < TENANTS; i++) {
    await project.putTenant(
      `kaisha-${i}`,
      tenantFile(`kaisha-${i}`, {
        company: companyOf(i, generation),
        number: `03-5000-${String(100 + i).padStart(4, '0')}`,
      }),
    );
  }
}

function companyOf(tenant: number, generation: string): string {
  return `株式会社第${tenant}商会 ${generation}`;
}

interface Ended {
  /** Milliseconds since 1970. */
  placed: number;
  /** Milliseconds to the final status. */
  after: number;
  status: number;
  /** The caller's name that the operator's phone showed. */
  display?: string;
  /** What the caller or the operator must not have got. */
  wrong?: string;
}

/** Places calls steadily, each to one of the tenants, until the signal. @returns what became of each */
async function callOn(node: string, signal: AbortSignal): Promise<Ended[]> {
  const random = dice(SEED);
  const ends: Promise<Ended>[] = [];
  const begun = performance.now();
  while (!signal.aborted) {
    const tenant = random.roll(TENANTS);
    const number = `0350000${String(100 + tenant)}`;
    ends.push(
      outcome(tenant, await line.place(node, number, `0900005${String(ends.length).padStart(4, '0')}`)),
    );
    await sleep(begun + (ends.length * 1_000) / CALLS_PER_SECOND - performance.now());
  }
  return await Promise.all(ends);
}

async function outcome(tenant: number, call: LongCall): Promise<Ended> {
  const placed = Date.now();
  const status = await call.final;
  const ended = { placed, after: Date.now() - placed, status };
  if (status === 0 || status === 503) return ended;
  if (status !== 200) return { ...ended, wrong: `${call.number}: ${call.statuses.join(', ')}` };
  await sleep(TALK_MS);
  const leg = legOf(desks, call.from);
  await call.hangUp();
  const names = ['旧', '新'].map((generation) => `[転送] ${companyOf(tenant, generation)}`);
  if (leg?.tenant === `kaisha-${tenant}` && names.includes(leg.display))
    return { ...ended, display: leg.display };
  return { ...ended, wrong: `${call.number}: ${leg?.tenant} ${leg?.display}` };
}
