import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Moment } from '../../src/domain/announcement.ts';
import { readWav } from '../../src/load/sounds/wav.ts';
import type { Stack } from '../../src/model/stack.ts';
import type { Announcements } from '../../src/model/tenant.ts';
import { render } from '../../src/render/render.ts';
import { chunk, type WavForm } from '../load/sounds/wav-by-hand.ts';
import { day, number, tenant } from '../render/sample.ts';
import { Line, type LongCall } from './conversation/line.ts';
import { ownSound } from './conversation/own-sound.ts';
import { Voice } from './conversation/voice.ts';
import { MOMENTS } from './dialplan/combinations.ts';
import { type BareNode, startBareNode } from './dialplan/node.ts';
import { CARRIER, NODE, ONE_OPERATOR } from './dialplan/stack.ts';

/** The sample that each announcement for all consists of. */
const FOR_ALL = { busy: 10, ended: 20, holiday: 70, 'outside-hours': 30, suspended: 40, withheld: 50 };
const OWN = {
  outsideHours: ownSound(130),
  holiday: ownSound(140),
  suspended: ownSound(150),
  ended: ownSound(160),
  busy: ownSound(170),
};
const announcements: Announcements = Object.fromEntries(
  Object.entries(OWN).map(([moment, sound]) => [moment, sound.announcement]),
);

const starts = day('2026-12-01');
const suspended = { since: day('2027-02-15'), reason: 'police-request' };
/** One that speaks for itself in everything, and one that does not. */
const tenants = (['own', 'all'] as const).flatMap((id, i) => {
  const more = id === 'own' ? { announcements } : {};
  return [
    tenant(`${id}-open`, { ...more, numbers: [number(`035000001${i}`)] }),
    tenant(`${id}-stopped`, { ...more, contract: { starts, suspended }, numbers: [number(`035000002${i}`)] }),
    tenant(`${id}-ended`, { ...more, numbers: [number(`035000003${i}`, { ends: day('2026-12-31') })] }),
  ];
});
const onlyClosed = tenant('only-closed', {
  announcements: { outsideHours: OWN.outsideHours.announcement },
  numbers: [number('0350000040')],
});
const handedOn = [
  tenant('earlier-kk', {
    announcements: { ended: OWN.ended.announcement },
    numbers: [number('0350000050', { ends: day('2026-12-10') })],
  }),
  tenant('last-kk', {
    numbers: [number('0350000050', { starts: day('2026-12-11'), ends: day('2026-12-31') })],
  }),
];

const stack: Stack = { ...ONE_OPERATOR, ringSeconds: 1, waitSeconds: 0 };

let node: BareNode;
let voice: Voice;
const line = new Line(CARRIER, { voice: async () => (voice = await Voice.open(CARRIER)) });
const file = (moment: Moment) => join(node.root, 'live/sounds', `${OWN[moment].digest}.wav`);

beforeAll(async () => {
  node = await startBareNode(render([...tenants, onlyClosed, ...handedOn], stack), NODE, {
    sounds: FOR_ALL,
    own: new Map(Object.values(OWN).map(({ digest, bytes }) => [digest, bytes])),
  });
  await line.open();
  await node.set('DW_READY', '1');
}, 600_000);
afterAll(async () => {
  line.close();
  await node?.stop();
});
beforeEach(async () => {
  for (const [moment, { bytes }] of Object.entries(OWN)) {
    await rm(file(moment as Moment), { recursive: true, force: true });
    await writeFile(file(moment as Moment), bytes);
  }
});

/** The samples that the caller heard until the call ended, and every status. */
async function heardAt(
  at: string,
  dialled: string,
): Promise<{ samples: string[]; statuses: readonly number[] }> {
  await node.clockTo(at);
  const call: LongCall = await line.place(NODE, dialled, '09012345678');
  const { heardFrom } = voice;
  await call.final;
  const samples = [...heardFrom.keys()].map((who) => who.replace(`${NODE} `, ''));
  return { samples, statuses: [...new Set(call.statuses)] };
}

type Case = [Moment, string, string, keyof typeof FOR_ALL, number[]];
const CASES: Case[] = [
  ['outsideHours', MOMENTS['after hours'], '035000001', 'outside-hours', [183, 480]],
  ['holiday', MOMENTS['on a holiday'], '035000001', 'holiday', [183, 480]],
  ['busy', MOMENTS['in hours'], '035000001', 'busy', [183, 486]],
  ['suspended', MOMENTS['in hours'], '035000002', 'suspended', [183, 480]],
  ['ended', MOMENTS['in hours'], '035000003', 'ended', [183, 404]],
];

describe.each(CASES)('%s', (moment, at, dialled, forAll, statuses) => {
  const own = OWN[moment].announcement.file.replace(/\D/g, '');

  test('a caller hears the tenant’s own sound, unanswered, and of another tenant the one for all', async () => {
    expect(await heardAt(at, `${dialled}0`)).toEqual({ samples: [own], statuses });
    expect(await heardAt(at, `${dialled}1`)).toEqual({ samples: [String(FOR_ALL[forAll])], statuses });
  });

  test.each<[string, (path: string) => Promise<unknown>]>([
    ['is gone', (path) => rm(path)],
    ['is no sound', (path) => writeFile(path, 'ID3')],
    ['is a folder', (path) => rm(path).then(() => mkdir(path))],
  ])('and the one for all where the file %s', async (_, spoil) => {
    await spoil(file(moment));
    expect(await heardAt(at, `${dialled}0`)).toEqual({ samples: [String(FOR_ALL[forAll])], statuses });
  });
});

test.each<[string, WavForm]>([
  ['as it is', {}],
  ['with words about it', { before: chunk('LIST', Buffer.from('INFOISFT\x04\0\0\0Lavf')) }],
  ['with a part before its form', { first: chunk('JUNK', Buffer.alloc(28)) }],
  ['with words after its sound', { after: chunk('LIST', Buffer.alloc(3_200, 'A')) }],
  ['with a longer form', { form: 18 }],
  ['with the longest form', { form: 40 }],
  ['with a part of odd length', { before: chunk('LIST', Buffer.from('INFOx')) }],
  ['whose samples take more room', { frame: 4 }],
  ['of another rate', { rate: 16_000 }],
  ['in stereo', { channels: 2 }],
  ['of the extensible kind', { kind: 0xfffe, form: 40 }],
  ['of µ-law', { kind: 7 }],
])('a file %s is played where validation lets it pass, and not where it does not', async (_, form) => {
  const { bytes } = ownSound(130, 0.4, form);
  await writeFile(file('outsideHours'), bytes);
  const passes = 'seconds' in readWav(bytes, bytes.length);
  const { samples } = await heardAt(MOMENTS['after hours'], '0350000010');
  expect(samples).toEqual([passes ? '130' : String(FOR_ALL['outside-hours'])]);
});

test('a holiday without a sound of its own is outside of the hours', async () => {
  const { samples } = await heardAt(MOMENTS['on a holiday'], '0350000040');
  expect(samples).toEqual(['130']);
});

test('a number that another tenant had since is not spoken for by an earlier one', async () => {
  const { samples, statuses } = await heardAt(MOMENTS['in hours'], '0350000050');
  expect({ samples, statuses }).toEqual({ samples: [String(FOR_ALL.ended)], statuses: [183, 404] });
  expect((await heardAt('2026-12-21T10:00', '0350000050')).samples).toEqual([String(FOR_ALL.busy)]);
});

test('a caller who hangs up in the middle of it is counted', async () => {
  for (const name of await readdir(node.calls)) await rm(join(node.calls, name));
  await writeFile(file('outsideHours'), ownSound(130, 5).bytes);
  await node.clockTo(MOMENTS['after hours']);
  const call = await line.place(NODE, '0350000010', '09012345678');
  await vi.waitFor(() => expect(call.heard).toBeGreaterThan(5), 5_000);
  await call.hangUp();
  await vi.waitFor(async () => {
    const journals = await Promise.all(
      (await readdir(node.calls)).map((name) => readFile(join(node.calls, name), 'utf8')),
    );
    expect(journals.join('')).toMatch(/^own-open\|0350000010\|[^|]+\|\d+\|ended\|closed\|\|\n?$/);
  }, 5_000);
});
