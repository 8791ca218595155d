import { promisify } from 'node:util';
import { credentials } from '@grpc/grpc-js';
import { ResourceProviderClient } from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/provider_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { denwabanProvider } from '../../../src/apply/denwaban-provider.ts';
import { fromStruct, toStruct } from '../../../src/apply/engines/pulumi/properties.ts';
import { serveProvider } from '../../../src/apply/engines/pulumi/serve.ts';
import { contextOf } from '../../../src/apply/open-context.ts';
import { stage } from '../../../src/apply/stage.ts';
import { desiredResources } from '../../../src/plan/desired.ts';
import type { Resource } from '../../../src/plan/resource.ts';
import { staging } from '../../../src/plan/staging.ts';
import { fingerprintKey } from '../../../src/store/fingerprint.ts';
import { chatworkReport, sampleRendering, sampleTenant } from '../../plan/sample.ts';
import { makeWorld, type World } from '../world.ts';

const yamada = sampleTenant('yamada', '0350000001');
const sato = sampleTenant('sato', '0350000002', chatworkReport('佐藤様 受電報告'));

let world: World;
let served: Awaited<ReturnType<typeof serveProvider>>;
let client: ResourceProviderClient;
let resources: Map<string, Resource>;
let cancelled = false;

beforeEach(async () => {
  world = await makeWorld({ engine: 'pulumi' });
  const rendering = sampleRendering([yamada, sato], world.stack);
  const key = await fingerprintKey(world.blobs);
  const staged = staging(rendering);
  const model = { tenants: [yamada, sato], quarantineDays: { displayed: 365, forwarding: 90 } };
  const desired = desiredResources(rendering, model, world.stack, key);
  resources = new Map(desired.map((resource) => [`${resource.type}/${resource.name}`, resource]));
  const context = await contextOf(world.session, { key, staging: staged, fence: async () => 1 });
  await stage(world.blobs, staged, context);
  cancelled = false;
  served = await serveProvider({
    provider: async () => denwabanProvider(context),
    schema: '{"name":"denwaban"}',
    version: '1.2.3',
    desired: async (type, name) => resources.get(`${type}/${name}`)?.inputs,
    onCancel: () => {
      cancelled = true;
    },
  });
  client = new ResourceProviderClient(`127.0.0.1:${served.port}`, credentials.createInsecure());
  await call('configure', new messages.ConfigureRequest().setArgs(toStruct({ stack: 'test' })));
});
afterEach(async () => {
  client.close();
  served.stop();
  await world.end();
});

// biome-ignore lint/suspicious/noExplicitAny: each method has its own pair of messages.
async function call(method: string, request: object): Promise<any> {
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  return await promisify((client as any)[method].bind(client))(request);
}

const urn = (type: string, name: string) => `urn:pulumi:test::denwaban::denwaban:index:${type}::${name}`;
const inputsOf = (key: string) => JSON.parse(JSON.stringify(resources.get(key)?.inputs));

async function diff(
  type: string,
  name: string,
  change: (inputs: ReturnType<typeof inputsOf>) => void,
  live = 'as applied',
) {
  const old = inputsOf(`${type}/${name}`);
  const next = structuredClone(old);
  change(next);
  const request = new messages.DiffRequest()
    .setUrn(urn(type, name))
    .setOlds(toStruct({ ...old, live }))
    .setOldInputs(toStruct(old))
    .setNews(toStruct(next));
  const response: messages.DiffResponse = await call('diff', request);
  return {
    changes: response.getChanges(),
    replaces: response.getReplacesList(),
    paths: response
      .getDetaileddiffMap()
      .getEntryList()
      .map(([path]) => path),
  };
}

const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;

describe('a difference', () => {
  it('names the property, and is never a replacement: what is live is switched, not built anew', async () => {
    expect(await diff('Tenant', 'yamada', () => {})).toEqual({ changes: DIFF_NONE, replaces: [], paths: [] });
    expect(
      await diff('Tenant', 'yamada', (t) => {
        t.report.channel = 'chatwork';
      }),
    ).toEqual({ changes: DIFF_SOME, replaces: [], paths: ['report.channel'] });
    expect(
      await diff('Tenant', 'yamada', (t) => {
        t.numbers[0].usage = 'other';
      }),
    ).toMatchObject({ paths: ['numbers[0].usage'], replaces: [] });
    expect(
      await diff('Tenant', 'yamada', (t) => {
        t.shard = 'other';
      }),
    ).toMatchObject({ paths: ['shard'], replaces: [] });
    expect(
      await diff('ChatworkRoom', 'sato', (r) => {
        r.fingerprint = 'f'.repeat(64);
      }),
    ).toMatchObject({ paths: ['fingerprint'], replaces: [] });
  });

  it('is what a hand did, though the files say the same', async () => {
    expect(await diff('Cluster', 'cluster', () => {}, 'drifted')).toEqual({
      changes: DIFF_SOME,
      replaces: [],
      paths: ['live'],
    });
  });
});

describe('a resource', () => {
  const create = (type: string, name: string, preview = false) =>
    call(
      'create',
      new messages.CreateRequest()
        .setUrn(urn(type, name))
        .setProperties(toStruct(inputsOf(`${type}/${name}`)))
        .setPreview(preview),
    ) as Promise<messages.CreateResponse>;

  it('is not made in a preview', async () => {
    const response = await create('ChatworkRoom', 'sato', true);
    expect([response.getId(), fromStruct(response.getProperties())]).toEqual([
      '',
      inputsOf('ChatworkRoom/sato'),
    ]);
    expect((await world.client.rooms()).filter(({ type }) => type === 'group')).toEqual([]);
  });

  it('that is made twice, as after an interruption, is there once', async () => {
    const [first, second] = [await create('ChatworkRoom', 'sato'), await create('ChatworkRoom', 'sato')];
    expect(second.getId()).toBe(first.getId());
    expect((await world.client.rooms()).filter(({ type }) => type === 'group')).toHaveLength(1);
    expect(first.getRefreshBeforeUpdate()).toBe(true);
    expect(fromStruct(first.getProperties())).toEqual({
      ...inputsOf('ChatworkRoom/sato'),
      roomId: Number(first.getId()),
      live: 'as applied',
    });
  });

  it('is read as it is live, as drifted, and as gone', async () => {
    const made = await create('ChatworkRoom', 'sato');
    const read = async () => {
      const request = new messages.ReadRequest()
        .setId(made.getId())
        .setUrn(urn('ChatworkRoom', 'sato'))
        .setInputs(toStruct(inputsOf('ChatworkRoom/sato')))
        .setProperties(made.getProperties());
      const response: messages.ReadResponse = await call('read', request);
      return [response.getId(), fromStruct(response.getProperties()).live];
    };
    expect(await read()).toEqual([made.getId(), 'as applied']);
    await world.client.updateRoom(Number(made.getId()), { name: '改名' });
    expect(await read()).toEqual([made.getId(), 'drifted']);
  });

  it('is imported: a room by its number', async () => {
    const made = await create('ChatworkRoom', 'sato');
    const request = new messages.ReadRequest().setId(made.getId()).setUrn(urn('ChatworkRoom', 'sato'));
    const response: messages.ReadResponse = await call('read', request);
    expect(fromStruct(response.getInputs())).toEqual(inputsOf('ChatworkRoom/sato'));
    expect(fromStruct(response.getProperties())).toMatchObject({
      roomId: Number(made.getId()),
      live: 'as applied',
    });
  });

  it('that fails says why in one line for a person, without a stack trace', async () => {
    const request = new messages.CreateRequest()
      .setUrn(urn('Cluster', 'cluster'))
      .setProperties(toStruct({ release: 'f'.repeat(64) }));
    await expect(call('create', request)).rejects.toMatchObject({
      details: expect.stringMatching(/^release-missing: release f+ is not in the store; run apply again$/),
    });
  });

  it('of an unknown type is refused', async () => {
    const request = new messages.CreateRequest().setUrn(urn('Spaceship', 'x')).setProperties(toStruct({}));
    await expect(call('create', request)).rejects.toMatchObject({
      details: expect.stringMatching(/^type-unknown: /),
    });
  });
});

it('says its version and schema, and hears that it is to end', async () => {
  expect((await call('getPluginInfo', new empty.Empty())).getVersion()).toBe('1.2.3');
  expect((await call('getSchema', new messages.GetSchemaRequest())).getSchema()).toBe('{"name":"denwaban"}');
  await call('cancel', new empty.Empty());
  expect(cancelled).toBe(true);
});
