import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CallerNumber } from '../../src/domain/caller-number.ts';
import type { Stack } from '../../src/model/stack.ts';
import { render } from '../../src/render/render.ts';
import { number, tenant } from '../render/sample.ts';
import { Desk } from './conversation/desk.ts';
import { Line, type LongCall } from './conversation/line.ts';
import { Voice } from './conversation/voice.ts';
import { COMBINATIONS, type Combination, lentTo, MOMENTS, type Moment } from './dialplan/combinations.ts';
import { type BareNode, PASSWORD, startBareNode } from './dialplan/node.ts';
import { header } from './dialplan/sip.ts';
import { CARRIER, NODE, ONE_OPERATOR, operator } from './dialplan/stack.ts';

/** As many as calls are answered at once. */
const OPERATORS = Array.from({ length: 8 }, (_, i) => `op${i + 1}`);

/** More calls' answers may not fit into one socket's buffer on a machine that is busy: a lost 183 comes no second time. */
const AT_ONCE = 20;

/** The sample that each consists of: heard is one of these. */
const SOUNDS = {
  busy: 10,
  ended: 20,
  holiday: 70,
  'outside-hours': 30,
  suspended: 40,
  withheld: 50,
} as const;
const OPERATOR_SAMPLE = 60;
type Heard = keyof typeof SOUNDS | 'the operator' | 'a fax machine' | 'nothing';

interface Outcome {
  statuses: readonly number[];
  hears: Heard;
}

/** What the service promises, written down by hand: nothing here comes from what renders. */
function promised({ state, kind }: Combination, moment: Moment): Outcome {
  if (state === 'nobody’s' || state === 'not begun') return { statuses: [404], hears: 'nothing' };
  if (state === 'ended') return { statuses: [183, 404], hears: 'ended' };
  if (state === 'suspended') return { statuses: [183, 480], hears: 'suspended' };
  if (kind === 'fax') return { statuses: [200], hears: 'a fax machine' };
  return moment === 'in hours'
    ? { statuses: [180, 200], hears: 'the operator' }
    : { statuses: [183, 480], hears: moment === 'on a holiday' ? 'holiday' : 'outside-hours' };
}

const refusing = tenant('refusing', {
  numbers: [number('0350009999')],
  calls: { block: ['0312345678' as CallerNumber], refuseWithheld: true },
});
const stack: Stack = { ...ONE_OPERATOR, operators: OPERATORS.map((id) => operator(id)) };
const rendering = render([...lentTo(COMBINATIONS), refusing], stack);

let node: BareNode;
let voice: Voice;
const line = new Line(CARRIER, { voice: async () => (voice = await Voice.open(CARRIER)) });
const desks = OPERATORS.map((id, i) => {
  const address = `127.0.22.${51 + i}`;
  return new Desk(id, address, { voice: () => Voice.open(address, OPERATOR_SAMPLE) });
});
const rung = () => desks.flatMap(({ invites }) => invites);

interface Placed {
  call: LongCall;
  voice: Voice;
}

async function place(dialled: string, caller: string): Promise<Placed> {
  const call = await line.place(NODE, dialled, caller);
  return { call, voice };
}

/** By the samples that came; of a fax machine's tones no packet is of one sample throughout. */
function heard({ voice }: Placed): Heard {
  const samples = new Set([...voice.heardFrom.keys()].map((who) => who.replace(`${NODE} `, '')));
  if (samples.size === 0) return 'nothing';
  if (samples.has('mixed')) return 'a fax machine';
  const [only] = samples;
  if (only === String(OPERATOR_SAMPLE)) return 'the operator';
  const sound = Object.entries(SOUNDS).find(([, sample]) => String(sample) === only)?.[0];
  if (samples.size > 1 || sound === undefined) throw new Error(`heard ${[...samples].join(', ')}`);
  return sound as Heard;
}

beforeAll(async () => {
  node = await startBareNode(rendering, NODE, { sounds: SOUNDS });
  await Promise.all([line, ...desks].map((end) => end.open()));
  for (const [i, desk] of desks.entries()) await desk.register(NODE, OPERATORS[i] ?? '', PASSWORD);
  await vi.waitFor(
    async () => {
      const shown = (await node.ami.command('queue show')).join('\n');
      expect(shown.match(/\(Not in use\)/g)).toHaveLength(OPERATORS.length);
    },
    { timeout: 20_000, interval: 200 },
  );
  await node.set('DW_READY', '1');
}, 600_000);

afterAll(async () => {
  for (const end of [line, ...desks]) end.close();
  await node?.stop();
});

test('there are all of them', () => {
  expect(new Set(COMBINATIONS.map(({ name }) => name)).size).toBe(2 * 2 * 2 * 2 * 5);
});

describe.each(Object.entries(MOMENTS) as [Moment, string][])('a call %s', (moment, at) => {
  const placed = new Map<Combination, Placed>();

  beforeAll(async () => {
    await node.clockTo(at);
    for (const desk of desks) desk.invites.length = 0;
    for (let first = 0; first < COMBINATIONS.length; first += AT_ONCE) {
      for (const combination of COMBINATIONS.slice(first, first + AT_ONCE))
        placed.set(combination, await place(combination.dialled, combination.caller));
      await Promise.all([...placed.values()].map(({ call }) => call.final));
    }
    await vi
      .waitFor(
        () => {
          for (const [combination, each] of placed)
            expect(heard(each), combination.name).toBe(promised(combination, moment).hears);
        },
        { timeout: 5_000, interval: 100 },
      )
      .catch(() => {
        // Each is told below.
      });
  }, 60_000);

  afterAll(async () => {
    await Promise.all([...placed.values()].map(({ call }) => call.hangUp()));
  });

  const of = (combination: Combination) => placed.get(combination) as Placed;
  const rings = (combination: Combination) => promised(combination, moment).hears === 'the operator';
  const table = COMBINATIONS.map((combination) => [combination.name, combination] as const);

  test.each(table)('%s', (_, combination) => {
    const { statuses, hears } = promised(combination, moment);
    // A final answer comes again where the ACK was late.
    expect([...new Set(of(combination).call.statuses)]).toEqual(statuses);
    expect(heard(of(combination))).toBe(hears);
    const invites = rung().filter((invite) => header(invite, 'From')?.includes(combination.caller));
    expect(invites).toHaveLength(rings(combination) ? 1 : 0);
  });

  const ringing = table.filter(([, combination]) => rings(combination));
  test.runIf(ringing.length > 0).each(ringing)('%s: what the operator sees', (_, combination) => {
    const { id, mode, written, caller } = combination;
    const invite = rung().find((text) => header(text, 'From')?.includes(caller)) ?? '';
    const label = mode === 'forwarding' ? '転送' : '表記';
    expect(header(invite, 'From')).toMatch(new RegExp(`^"\\[${label}\\] 株式会社${id}" <sip:${caller}@`));
    expect(header(invite, 'X-Denwaban-Tenant')).toBe(id);
    expect(header(invite, 'X-Denwaban-Number')).toBe(written);
    expect(header(invite, 'X-Denwaban-Mode')).toBe(mode);
    expect(header(invite, 'X-Denwaban-Call')).toMatch(/^[0-9a-f-]{36}$/);
    expect(header(invite, 'Call-Info')).toMatch(
      /^<https:\/\/cards\.example\/[0-9a-f]{64}\.html>;purpose=info$/,
    );
    expect(header(invite, 'X-Denwaban-Forwarded-From')).toBeUndefined();
  });

  test('whose each fax is stands written down, and nobody else’s', async () => {
    const whose = COMBINATIONS.filter((c) => promised(c, moment).hears === 'a fax machine');
    const names = (await readdir(node.faxes)).filter((name) => name.endsWith('.begin'));
    const counts = Map.groupBy(names, (name) => name.split('_').slice(0, 2).join(' '));
    expect([...counts.keys()].sort()).toEqual(whose.map(({ id, dialled }) => `${id} ${dialled}`).sort());
  });
});

test('where a report goes is by its channel, whatever else', async () => {
  const maps = [...rendering.shards.values()].flatMap(({ files }) =>
    files.filter(({ path }) => path.startsWith('postfix/alias-')),
  );
  const lent = COMBINATIONS.filter(({ state }) => state !== 'nobody’s');
  const addresses = COMBINATIONS.map(({ id }) => `${id}@report.example`);
  const found = new Map<string, string>();
  for (const { content } of maps)
    for (const [key, to] of await node.mapped(content, addresses)) if (key !== '') found.set(key, to);
  const wanted = lent.map(({ id, channel }) => [
    `${id}@report.example`,
    channel === 'mail' ? `first@${id}.example` : `${id}@chatwork.invalid`,
  ]);
  expect([...found].sort()).toEqual(wanted.sort());
});

test.each<[string, string, Outcome]>([
  ['withholds its number', 'anonymous', { statuses: [183, 433], hears: 'withheld' }],
  ['is blocked', '+81312345678', { statuses: [486], hears: 'nothing' }],
  ['is another', '0312345679', { statuses: [180, 200], hears: 'the operator' }],
])(
  'a caller who %s, where the tenant refuses such calls',
  async (_, caller, { statuses, hears }) => {
    await node.clockTo(MOMENTS['in hours']);
    const placed = await place('0350009999', caller);
    await placed.call.final;
    await vi.waitFor(() => expect(heard(placed)).toBe(hears), 5_000);
    expect(placed.call.statuses).toEqual(statuses);
    await placed.call.hangUp();
  },
  30_000,
);
