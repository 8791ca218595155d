import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chatworkClient } from '../../src/chatwork/client.ts';
import { hasMarker, normaliseDescription, roomMarker, withMarker } from '../../src/chatwork/marker.ts';
import type { ChatworkProblem } from '../../src/chatwork/problem.ts';
import { FOR_REPORTS, Reserve } from '../../src/chatwork/reserve.ts';
import { RoomDirectory } from '../../src/chatwork/rooms.ts';
import type { TenantId } from '../../src/domain/ids.ts';
import { chatworkStandIn } from '../../src/sandbox/services/chatwork/server.ts';

const TOKEN = 'planted-token-value';
const yamada = 'yamada-shoji' as TenantId;

let server: FastifyInstance;
let seen: { method: string; url: string; body: unknown; token: unknown }[];
let answer: (request: FastifyRequest, reply: FastifyReply) => unknown;
let api: string;

beforeEach(async () => {
  seen = [];
  server = fastify();
  await server.register(formbody);
  server.all('/v2/*', async (request, reply) => {
    const { method, url, body } = request;
    seen.push({ method, url, body, token: request.headers['x-chatworktoken'] });
    return answer(request, reply);
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  api = `http://127.0.0.1:${(server.server.address() as { port: number }).port}/v2`;
});
afterEach(() => server.close());

const client = (options: { maxWait?: number; onWait?: (seconds: number) => void } = {}) =>
  chatworkClient({ api, token: async () => TOKEN, ...options });

describe('the client', () => {
  it('sends form bodies with the token, and all members by role', async () => {
    answer = () => ({ room_id: 7 });
    const members = [
      { accountId: 1, role: 'admin' as const },
      { accountId: 2, role: 'member' as const },
      { accountId: 3, role: 'admin' as const },
    ];
    expect(await client().createRoom({ name: '山田商事様 & 受電報告', description: 'a=b', members })).toBe(7);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/v2/rooms',
      token: TOKEN,
      body: {
        name: '山田商事様 & 受電報告',
        description: 'a=b',
        members_admin_ids: '1,3',
        members_member_ids: '2',
      },
    });
    expect(seen[0]?.body).not.toHaveProperty('members_readonly_ids');
  });

  it('waits out the limit that Chatwork names, also for a post, and says so', async () => {
    const waits: number[] = [];
    answer = (_, reply) =>
      seen.length === 1
        ? reply
            .code(429)
            .header('x-ratelimit-reset', Math.ceil(Date.now() / 1000) + 1)
            .send({ errors: ['Rate limit exceeded'] })
        : { message_id: '5' };
    expect(await client({ onWait: (s) => waits.push(s) }).postMessage(7, 'x')).toBe('5');
    expect(seen).toHaveLength(2);
    expect(waits).toHaveLength(1);
  });

  it('gives up where the limit lasts longer than it may wait', async () => {
    answer = (_, reply) =>
      reply
        .code(429)
        .header('x-ratelimit-reset', Math.ceil(Date.now() / 1000) + 200)
        .send({ errors: [] });
    await expect(client({ maxWait: 100 }).rooms()).rejects.toMatchObject({
      code: 'chatwork-rate-limit',
      temporary: true,
    });
    expect(seen).toHaveLength(1);
  });

  it("waits for a room's limit as long as the room's lasts, for the token's until the reset", async () => {
    const standIn = await chatworkStandIn({ token: TOKEN, account: 1 });
    try {
      const api = `${await standIn.listen({ host: '127.0.0.1', port: 0 })}/v2`;
      const impatient = chatworkClient({ api, token: async () => TOKEN, maxWait: 0 });
      const members = [{ accountId: 1, role: 'admin' as const }];
      const room = await impatient.createRoom({ name: 'x', description: '', members });
      for (let i = 0; i < 10; i++) await impatient.postMessage(room, 'x');
      await expect(impatient.postMessage(room, 'x')).rejects.toMatchObject({
        code: 'chatwork-rate-limit',
        retryAfter: 10,
      });
      for (let i = 0; i < 288; i++) await impatient.me();
      const refused = await impatient.me().catch((error: unknown) => error as ChatworkProblem);
      expect(refused).toMatchObject({ code: 'chatwork-rate-limit' });
      expect((refused as ChatworkProblem).retryAfter).toBeGreaterThan(200);
    } finally {
      await standIn.close();
    }
  });

  it('leaves others their share of the token, and waits for the next window instead', async () => {
    const standIn = await chatworkStandIn({ token: TOKEN, account: 1, shortened: 30 });
    try {
      const api = `${await standIn.listen({ host: '127.0.0.1', port: 0 })}/v2`;
      const waits: number[] = [];
      const modest = chatworkClient({
        api,
        token: async () => TOKEN,
        reserve: new Reserve(FOR_REPORTS),
        onWait: (seconds) => waits.push(seconds),
      });
      const hasty = chatworkClient({ api, token: async () => TOKEN, maxWait: 0 });
      const left = async () =>
        Number(
          (await fetch(`${api}/me`, { headers: { 'x-chatworktoken': TOKEN } })).headers.get(
            'x-ratelimit-remaining',
          ),
        );
      while ((await left()) > FOR_REPORTS) await hasty.me();
      await modest.me();
      expect(waits).toEqual([]);
      await Promise.all([modest.me(), modest.rooms()]);
      expect(waits.length).toBe(2);
      expect(await left()).toBeGreaterThan(FOR_REPORTS);
    } finally {
      await standIn.close();
    }
  }, 60_000);

  it.each([
    [429, { 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 1) }],
    [502, {}],
  ])('reads a room anew before it sends its members again after HTTP %i', async (status, headers) => {
    let puts = 0;
    const there = [{ account_id: 1, role: 'admin' }];
    answer = ({ method }, reply) => {
      if (method === 'GET') return there;
      // A customer joins while the client waits.
      if (puts++ === 0) there.push({ account_id: 9001, role: 'member' });
      return puts === 1 ? reply.code(status).headers(headers).send({ errors: [] }) : {};
    };
    await client().setMembers(7, (now) =>
      [...now, { account_id: 2, role: 'member' as const }].map(({ account_id, role }) => ({
        accountId: account_id,
        role,
      })),
    );
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET', 'PUT']);
    expect(seen.at(-1)?.body).toEqual({ members_admin_ids: '1', members_member_ids: '9001,2' });
  });

  it('repeats a look that failed on the other side, but never a post', async () => {
    answer = (_, reply) => (seen.length === 1 ? reply.code(502).send('bad gateway') : []);
    expect(await client().rooms()).toEqual([]);
    seen = [];
    answer = (_, reply) => reply.code(502).send('bad gateway');
    await expect(client().postMessage(7, 'x')).rejects.toMatchObject({
      code: 'chatwork-unreachable',
      status: 502,
    });
    expect(seen).toHaveLength(1);
  });

  it('takes an answer that breaks off for none', async () => {
    const half = (reply: FastifyReply) => {
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      reply.raw.write('[{"room_id":', () => reply.raw.destroy());
    };
    answer = (_, reply) => (seen.length === 1 ? half(reply) : []);
    expect(await client().rooms()).toEqual([]);
    seen = [];
    answer = (_, reply) => half(reply);
    await expect(client().postMessage(7, 'x')).rejects.toMatchObject({ code: 'chatwork-unreachable' });
    expect(seen).toHaveLength(1);
  });

  it.each([
    [400, 'chatwork-refused'],
    [401, 'chatwork-unauthorised'],
    [403, 'chatwork-refused'],
    [404, 'chatwork-not-found'],
  ])('names what Chatwork said with HTTP %i', async (status, code) => {
    answer = (_, reply) => reply.code(status).send({ errors: ['some\u001b[31m reason'] });
    const error = await client()
      .room(7)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code, status, message: expect.stringContaining('some [31m reason') });
    expect(seen).toHaveLength(1);
  });

  it('shows the token in no error', async () => {
    answer = (request, reply) => reply.code(400).send({ errors: ['x'], headers: request.headers });
    const errors: unknown[] = [
      await client()
        .rooms()
        .catch((e: unknown) => e),
    ];
    answer = (_, reply) => reply.redirect('http://127.0.0.1:1/');
    errors.push(
      await client()
        .postMessage(1, 'x')
        .catch((e: unknown) => e),
    );
    errors.push(
      await chatworkClient({ api, token: async () => `${TOKEN}\n` })
        .postMessage(1, 'x')
        .catch((e: unknown) => e),
    );
    expect(errors).toHaveLength(3);
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error);
      expect(
        JSON.stringify([String(error), (error as Error).stack, (error as Error).cause, error]),
      ).not.toContain(TOKEN);
    }
  });

  it('takes an empty answer as no messages', async () => {
    answer = (_, reply) => reply.code(204).send();
    expect(await client().messages(7)).toEqual([]);
  });
});

describe('a marker', () => {
  const marker = roomMarker('secret', yamada);

  it('is the last line of the description, whatever the line ends', () => {
    expect(marker).toMatch(/^denwaban:yamada-shoji:[0-9a-f]{16}$/);
    expect(hasMarker(withMarker('one\ntwo', marker), marker)).toBe(true);
    expect(hasMarker(`one\r\n${marker}\r\n`, marker)).toBe(true);
    expect(hasMarker(withMarker('', marker), marker)).toBe(true);
    expect(hasMarker(`${marker}\nmore`, marker)).toBe(false);
    expect(normaliseDescription('a\r\nb\n')).toBe('a\nb');
  });

  it('cannot be made without the secret', () => {
    expect(hasMarker(withMarker('x', roomMarker('guess', yamada)), marker)).toBe(false);
    expect(hasMarker('denwaban:yamada-shoji:', marker)).toBe(false);
  });
});

describe('the room of a tenant', () => {
  const marker = roomMarker('secret', yamada);
  const find = () => new RoomDirectory(client()).find({ tenant: yamada, name: '山田', marker });
  let rooms: { room_id: number; name: string; type: string; role: string; description: string }[];
  beforeEach(() => {
    rooms = [];
    answer = (request) => {
      const id = Number(/\/rooms\/(\d+)$/.exec(request.url)?.[1]);
      return Number.isNaN(id)
        ? rooms.map(({ description, ...room }) => room)
        : rooms.find((room) => room.room_id === id);
    };
  });
  const room = (room_id: number, name: string, description: string, role = 'admin', type = 'group') =>
    rooms.push({ room_id, name, type, role, description });

  it('is the one of the same name that carries the marker', async () => {
    room(1, '山田', 'somebody made this by hand');
    room(2, '山田', withMarker('x', marker));
    room(3, '佐藤', withMarker('x', 'denwaban:sato:0'));
    expect(await find()).toBe(2);
    expect(seen.map((s) => s.url)).toEqual(['/v2/rooms', '/v2/rooms/1', '/v2/rooms/2']);
  });

  it('is found under another name, and nowhere a customer could put it', async () => {
    room(1, '改名', withMarker('x', marker));
    room(2, '山田', withMarker('x', marker), 'member');
    room(3, '山田', withMarker('x', marker), 'admin', 'direct');
    expect(await find()).toBe(1);
    rooms.shift();
    expect(await find()).toBeUndefined();
  });

  it('is refused where two carry its marker', async () => {
    room(1, '山田', withMarker('x', marker));
    room(2, '山田', withMarker('y', marker));
    await expect(find()).rejects.toMatchObject({ code: 'chatwork-room-ambiguous' });
  });

  it('is found by each of several who look at once, whoever looks into it', async () => {
    const tenants = ['a', 'b', 'c', 'd'].map((id) => `tenant-${id}` as TenantId);
    tenants.forEach((tenant, i) => void room(i + 1, '改名', withMarker('x', roomMarker('secret', tenant))));
    const directory = new RoomDirectory(client());
    const found = await Promise.all(
      tenants.map((tenant) => directory.find({ tenant, name: tenant, marker: roomMarker('secret', tenant) })),
    );
    expect(found).toEqual([1, 2, 3, 4]);
    expect(seen).toHaveLength(5);
  });

  it('is never said to be missing where a look failed, and is looked for again', async () => {
    room(1, '改名', withMarker('x', marker));
    const whole = answer;
    answer = (request, reply) =>
      request.url.endsWith('/1') ? reply.code(403).send({ errors: [] }) : whole(request, reply);
    const directory = new RoomDirectory(client());
    const search = () => directory.find({ tenant: yamada, name: '山田', marker });
    const both = await Promise.allSettled([search(), search()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    answer = whole;
    expect(await search()).toBe(1);
  });

  it('is not one that goes while it is looked for', async () => {
    room(1, '改名', withMarker('x', marker));
    const whole = answer;
    answer = (request, reply) =>
      request.url.endsWith('/1') ? reply.code(404).send({ errors: [] }) : whole(request, reply);
    expect(await find()).toBeUndefined();
  });

  it('is not looked for without end', async () => {
    for (let id = 1; id <= 300; id++) room(id, `room ${id}`, '');
    const directory = new RoomDirectory(client());
    expect(await directory.find({ tenant: yamada, name: '山田', marker })).toBeUndefined();
    expect(await directory.find({ tenant: yamada, name: '山田', marker })).toBeUndefined();
    expect(seen).toHaveLength(101);
  });
});
