import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemberList } from '../../../src/chatwork/client.ts';
import type { TenantId } from '../../../src/domain/ids.ts';
import { tooMany } from '../../../src/sandbox/services/chatwork/error.ts';
import { chatworkReport, sampleTenant } from '../../plan/sample.ts';
import { makeWorld, TOKEN, type World } from '../world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.end());

const yamada = sampleTenant('yamada', '0350000001', chatworkReport('山田様'));
const WITHOUT_1001: MemberList = [{ accountId: 1, role: 'admin' }];

/** The room of the only tenant that has one. */
async function onlyRoom(): Promise<number> {
  const [room] = (await world.client.rooms()).filter(({ type }) => type === 'group');
  if (!room) throw new Error('no room');
  return room.room_id;
}

/** A customer who follows the invitation link. */
const join = (room: number, account: number) =>
  fetch(`${world.api}/_sandbox/rooms/${room}/join`, {
    method: 'POST',
    body: new URLSearchParams({ account: String(account) }),
  });

const members = async (room: number) =>
  Object.fromEntries((await world.client.members(room)).map((m) => [m.account_id, m.role]));

describe('a customer who joins while the members are mended', () => {
  let room: number;
  beforeEach(async () => {
    await world.apply([yamada]);
    room = await onlyRoom();
    await world.client.setMembers(room, () => WITHOUT_1001);
  });

  it('after the room was read stays', async () => {
    // The engine looks first, then what mends: the list comes from the second look, whose last request is for the link.
    let looks = 0;
    world.hooks.onChatwork = async (request) => {
      if (request === `GET /v2/rooms/${room}/link` && ++looks === 2) await join(room, 9001);
    };
    expect((await world.apply([yamada])).tally.mend).toBe(1);
    expect(await members(room)).toEqual({ 1: 'admin', 1001: 'member', 9001: 'member' });
  });

  it('while the limit is waited for stays', async () => {
    let refused = false;
    world.hooks.onChatwork = async (request, reply) => {
      if (request !== `PUT /v2/rooms/${room}/members` || refused) return;
      refused = true;
      await join(room, 9001);
      reply.headers({ 'x-ratelimit-remaining': 0, 'x-ratelimit-reset': Math.ceil(Date.now() / 1000) + 1 });
      throw tooMany();
    };
    expect((await world.apply([yamada])).tally.mend).toBe(1);
    expect(refused).toBe(true);
    expect(await members(room)).toEqual({ 1: 'admin', 1001: 'member', 9001: 'member' });
  });
});

describe('an invitation link that lets anybody in', () => {
  it('asks for approval again, and stays the link that customers have', async () => {
    await world.apply([yamada]);
    const room = await onlyRoom();
    const before = await world.client.link(room);
    const code = before.url?.split('/').at(-1) ?? '';
    await fetch(`${world.api}/v2/rooms/${room}/link`, {
      method: 'PUT',
      headers: { 'x-chatworktoken': TOKEN },
      body: new URLSearchParams({ code, description: '受電報告へようこそ', need_acceptance: '0' }),
    });
    expect((await world.apply([yamada])).tally.mend).toBe(1);
    expect(await world.client.link(room)).toEqual({ ...before, description: '受電報告へようこそ' });
    expect((await world.apply([yamada])).tally.mend).toBe(0);
  });
});

describe('a room that has not its turn', () => {
  const nobody: ReadonlySet<TenantId> = new Set();
  const sato = sampleTenant('sato', '0350000002', chatworkReport('佐藤様'));

  it('is seen by the one listing: a name is mended, a room that is gone is made', async () => {
    await world.apply([yamada, sato]);
    const [first, second] = (await world.client.rooms()).filter(({ type }) => type === 'group');
    await world.client.updateRoom(first?.room_id ?? 0, { name: '改名' });
    await fetch(`${world.api}/v2/rooms/${second?.room_id}`, {
      method: 'DELETE',
      headers: { 'x-chatworktoken': TOKEN },
      body: new URLSearchParams({ action_type: 'leave' }),
    });
    const { tally } = await world.apply([yamada, sato], { looked: nobody });
    expect(tally).toMatchObject({ mend: 1, create: 1 });
    const names = (await world.client.rooms()).filter(({ type }) => type === 'group').map((r) => r.name);
    expect(names.sort()).toEqual(['佐藤様', '山田様'].sort());
  });

  it('costs no request of its own', async () => {
    await world.apply([yamada, sato]);
    const requests: string[] = [];
    world.hooks.onChatwork = (request) => requests.push(request);
    expect((await world.apply([yamada, sato], { looked: nobody })).tally.mend).toBe(0);
    expect(requests).toEqual(['GET /v2/rooms']);
  });
});
