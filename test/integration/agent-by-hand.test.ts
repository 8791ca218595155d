import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RenderedPart } from '../../src/render/objects.ts';
import { RealNode } from '../node/real-node.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';

const NET = '127.0.23';

let node: RealNode;
let cluster: RenderedPart;

beforeAll(async () => {
  const { stack, tenants } = await sample(NET);
  node = await RealNode.start(`${NET}.11`, SECRETS, '13800-13999');
  const all = parts(tenants, stack);
  cluster = all[0] as RenderedPart;
  for (const part of all) await node.apply(part);
});
afterAll(() => node.stop());

const items = async () =>
  (await node.ask()).findings.map(({ place, kind, item }) => `${place} ${kind} ${item}`);

/** A plain apply: the same release again. */
async function mend(): Promise<void> {
  expect((await node.apply(cluster)).parts.cluster).toMatchObject({ state: 'converged' });
  expect(await items()).toEqual([]);
}

test('modules that somebody unloads are named, and loaded again with all that was theirs', async () => {
  // Asterisk 22 cannot load these two a second time in one run.
  const never = ['res_pjsip_acl.so', 'res_pjsip_endpoint_identifier_ip.so'];
  const names = [
    ...(cluster.files.find(({ path }) => path === 'asterisk/modules.conf')?.content ?? '').matchAll(
      /^load = (\S+)$/gm,
    ),
  ].flatMap(([, name = '']) => (never.includes(name) ? [] : [name]));
  const unloaded: string[] = [];
  for (const name of names)
    if (/^Unloaded/.test(await node.asterisk(`module unload ${name}`).catch(() => ''))) unloaded.push(name);
  expect(unloaded).toEqual(expect.arrayContaining(['app_queue.so', 'pbx_config.so', 'chan_pjsip.so']));
  expect(await items()).toEqual(
    expect.arrayContaining([
      ...unloaded.map((name) => expect.stringMatching(new RegExp(`^module \\w+ ${name}$`))),
      'queue missing queue pool-default',
    ]),
  );
  await mend();
});
