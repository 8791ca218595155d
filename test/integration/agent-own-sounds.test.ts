import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Moment } from '../../src/domain/announcement.ts';
import type { TenantId } from '../../src/domain/ids.ts';
import type { Stack } from '../../src/model/stack.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import type { RenderedPart } from '../../src/render/objects.ts';
import { RealNode } from '../node/real-node.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';
import { Line, type LongCall } from './conversation/line.ts';
import { type OwnSound, ownSound } from './conversation/own-sound.ts';
import { Voice } from './conversation/voice.ts';

const NET = '127.0.36';
const ADDRESS = `${NET}.11`;
const LIVE = '/var/lib/denwaban/live/sounds';
/** Suspended and ended on the sample's day. */
const [STOPPED, ENDED] = ['0350000050', '05010000060'];
/** Of what is spoken for all no packet is of one sample throughout. */
const FOR_ALL = 'mixed';

const [first, second, long] = [ownSound(130), ownSound(140), ownSound(150, 20)];

let node: RealNode;
let stack: Stack;
let tenants: readonly Tenant[];
let voice: Voice;
const line = new Line(`${NET}.100`, { voice: async () => (voice = await Voice.open(`${NET}.100`)) });

function holder(dialled: string): TenantId {
  const found = tenants.find(({ numbers }) => numbers.some(({ number }) => number === dialled));
  if (!found) throw new Error(`nobody has ${dialled}`);
  return found.id;
}

/** The shard's part where these tenants have these sounds. */
function withSounds(own: Readonly<Record<string, Partial<Record<Moment, OwnSound>>>>): RenderedPart {
  const changed = tenants.map((tenant): Tenant => {
    const sounds = Object.entries(own[tenant.id] ?? {});
    for (const [, { digest, bytes }] of sounds) node.sounds.set(digest, bytes);
    const announcements = Object.fromEntries(sounds.map(([moment, sound]) => [moment, sound.announcement]));
    return sounds.length > 0 ? { ...tenant, announcements } : tenant;
  });
  const shard = parts(changed, stack).at(-1);
  if (!shard) throw new Error('no shard');
  return shard;
}

const apply = async (part: RenderedPart): Promise<void> => {
  const { state, problem } = (await node.apply(part)).parts[part.name] ?? {};
  expect({ state, problem }).toEqual({ state: 'converged', problem: undefined });
};
const findings = async () => (await node.ask()).findings;
const lying = async () => (await node.exec('ls', LIVE)).split('\n').filter(Boolean).sort();
const names = (...sounds: OwnSound[]) => sounds.map(({ digest }) => `${digest}.wav`).sort();
const logged = async (what: string) => (await node.logs(1_000)).split(what).length - 1;

async function placed(dialled: string): Promise<{ call: LongCall; samples: () => string[] }> {
  const call = await line.place(ADDRESS, dialled, '09012345678');
  const { heardFrom } = voice;
  const samples = () => [...heardFrom.keys()].map((who) => who.replace(`${ADDRESS} `, ''));
  // Between its words the announcement for all is silent.
  return { call, samples: () => samples().filter((sample) => sample !== '255') };
}

/** What a caller hears to its end, and every status. */
async function hears(dialled: string): Promise<{ samples: string[]; statuses: number[] }> {
  const { call, samples } = await placed(dialled);
  await call.final;
  return { samples: samples(), statuses: [...new Set(call.statuses)] };
}

beforeAll(async () => {
  ({ stack, tenants } = await sample(NET));
  node = await RealNode.start(ADDRESS, SECRETS, '14000-14199');
  const clock = Math.round((Date.parse('2027-03-01T10:00:00+09:00') - Date.now()) / 1000);
  await writeFile(join(node.folder, 'clock'), String(clock));
  await line.open();
  for (const part of parts(tenants, stack)) await apply(part);
}, 180_000);
afterAll(async () => {
  line.close();
  await node?.stop();
});

describe('a tenant’s own sound on a node', () => {
  test('is heard after the release that brings it, and before it the one for all', async () => {
    expect(await hears(STOPPED)).toEqual({ samples: [FOR_ALL], statuses: [183, 480] });
    await apply(withSounds({ [holder(STOPPED)]: { suspended: first }, [holder(ENDED)]: { ended: first } }));
    expect(await hears(STOPPED)).toEqual({ samples: ['130'], statuses: [183, 480] });
    expect(await hears(ENDED)).toEqual({ samples: ['130'], statuses: [183, 404] });
    // Two tenants, one file.
    expect(await lying()).toEqual(names(first));
    expect(await findings()).toEqual([]);
  }, 60_000);

  test('is the process’s to read and nobody’s to write', async () => {
    expect(await node.exec('stat', '-c', '%U %G %a', `${LIVE}/${first.digest}.wav`)).toBe(
      'root asterisk 640',
    );
    expect(await node.exec('stat', '-c', '%U %a', LIVE)).toBe('root 755');
  });

  test('that was changed is heard by whoever calls next, while a call in progress hears the old one to its end', async () => {
    await apply(withSounds({ [holder(STOPPED)]: { suspended: long } }));
    const before = await placed(STOPPED);
    await vi.waitFor(() => expect(before.samples()).toEqual(['150']), 5_000);
    await apply(withSounds({ [holder(STOPPED)]: { suspended: second } }));
    expect(await hears(STOPPED)).toMatchObject({ samples: ['140'] });
    // The first may still be there: what no call needs any more is looked at every few seconds.
    expect(await lying()).toEqual(expect.arrayContaining(names(second, long)));
    expect(await findings()).toEqual([]);
    const { heard } = before.call;
    await vi.waitFor(() => expect(before.call.heard).toBeGreaterThan(heard + 10), 5_000);
    expect(before.samples()).toEqual(['150']);
    await before.call.hangUp();
    await vi.waitFor(async () => expect(await lying()).toEqual(names(second)), {
      timeout: 20_000,
      interval: 500,
    });
    expect(await findings()).toEqual([]);
    const kept = await node.exec('ls', '/var/lib/denwaban/objects');
    expect(kept).toContain(second.digest);
    expect(kept).not.toContain(long.digest);
  }, 60_000);

  test('stays for a call in progress over a new start of the agent', async () => {
    await apply(withSounds({ [holder(STOPPED)]: { suspended: long } }));
    const before = await placed(STOPPED);
    await vi.waitFor(() => expect(before.samples()).toEqual(['150']), 5_000);
    await apply(withSounds({ [holder(STOPPED)]: { suspended: second } }));
    await node.kill('agent');
    const at = Date.now();
    await node.until((status) => status.at > at && Object.keys(status.parts).length === 3);
    expect(await findings()).toEqual([]);
    expect(await lying()).toEqual(names(second, long));
    await before.call.hangUp();
    await vi.waitFor(async () => expect(await lying()).toEqual(names(second)), {
      timeout: 20_000,
      interval: 500,
    });
  }, 60_000);
});

describe('a sound that somebody spoiled by hand', () => {
  const path = `${LIVE}/${second.digest}.wav`;
  test.each<[string, string, string, string]>([
    ['taken away', `rm ${path}`, 'missing', FOR_ALL],
    ['cut off', `head -c 100 ${path} > /tmp/x && cat /tmp/x > ${path}`, 'changed', ''],
    ['hidden from Asterisk', `chmod 600 ${path}`, 'changed', FOR_ALL],
    ['put in a folder that Asterisk cannot enter', `chmod 700 ${LIVE}`, 'changed', FOR_ALL],
  ])(
    '%s: nobody hears silence, it is found, and a plain apply mends it',
    async (_, script, kind, sample) => {
      const part = withSounds({ [holder(STOPPED)]: { suspended: second } });
      await apply(part);
      await node.exec('sh', '-c', script);
      if (sample !== '') expect((await hears(STOPPED)).samples).toEqual([sample]);
      const [finding, ...more] = await findings();
      expect(more).toEqual([]);
      expect(finding).toMatchObject({ place: 'sound', kind, tenant: holder(STOPPED) });
      expect(finding?.item).toBe(`file sounds/${second.digest}.wav`);
      await apply(part);
      expect(await findings()).toEqual([]);
      expect(await hears(STOPPED)).toMatchObject({ samples: ['140'] });
    },
    60_000,
  );

  test('and one that nobody owns is found and taken away', async () => {
    await node.exec('cp', path, `${LIVE}/mine.wav`);
    expect(await findings()).toMatchObject([
      { place: 'sound', kind: 'unowned', item: 'file sounds/mine.wav' },
    ]);
    await apply(withSounds({ [holder(STOPPED)]: { suspended: second } }));
    expect(await lying()).toEqual(names(second));
  });
});

describe('what is fetched', () => {
  test('is the changed sound alone, and what is not what was signed is refused', async () => {
    const [third, fourth] = [ownSound(160), ownSound(170)];
    const store = join(node.folder, 'store', 'objects');
    await apply(withSounds({ [holder(STOPPED)]: { suspended: second }, [holder(ENDED)]: { ended: third } }));
    // Whatever of it would be fetched again is spoiled.
    for (const { digest } of [second, third]) await writeFile(join(store, digest), 'RIFF');
    const both = { [holder(STOPPED)]: { suspended: second }, [holder(ENDED)]: { ended: fourth } };
    await apply(withSounds(both));
    expect(await hears(ENDED)).toMatchObject({ samples: ['170'] });
    const fifth = ownSound(180);
    const release = await node.release(withSounds({ ...both, [holder(ENDED)]: { ended: fifth } }));
    await writeFile(join(store, fifth.digest), 'RIFF');
    const status = await node.settled('shard-main', await node.point('shard-main', release));
    expect(status.parts['shard-main']).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('object-damaged'),
    });
    expect(await hears(ENDED)).toMatchObject({ samples: ['170'] });
    expect(await readdir(store)).toContain(fifth.digest);
  }, 60_000);

  test('by a release that does not list what its tenants name is refused', async () => {
    const part = withSounds({ [holder(STOPPED)]: { suspended: first } });
    const release = await node.release(part, (body) => ({ ...body, sounds: [] }));
    const status = await node.settled('shard-main', await node.point('shard-main', release));
    expect(status.parts['shard-main']?.problem).toMatch(/^release-refused: .*does not list/);
  });

  test('and without sounds everything is as it was', async () => {
    await apply(withSounds({}));
    expect(await hears(STOPPED)).toMatchObject({ samples: [FOR_ALL] });
    await vi.waitFor(async () => expect(await lying()).toEqual([]), { timeout: 20_000, interval: 500 });
    expect(await findings()).toEqual([]);
    expect(await logged('Error')).toBe(0);
  }, 60_000);
});
