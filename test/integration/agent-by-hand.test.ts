import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Stack } from '../../src/model/stack.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { AmiConnection } from '../../src/node/ami/connection.ts';
import type { RenderedPart } from '../../src/render/objects.ts';
import { RealNode } from '../node/real-node.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';

const NET = '127.0.23';

let node: RealNode;
let cluster: RenderedPart;
let stack: Stack;
let tenants: readonly Tenant[];

beforeAll(async () => {
  ({ stack, tenants } = await sample(NET));
  node = await RealNode.start(`${NET}.11`, SECRETS, '13800-13999');
  const all = parts(tenants, stack);
  cluster = all[0] as RenderedPart;
  for (const part of all)
    expect((await node.apply(part)).parts[part.name]).toMatchObject({ state: 'converged' });
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

const LIVE = '/var/lib/denwaban/live';
/** Edits a file below `live`, and puts it back as it was once `meanwhile` is done: only what runs can tell. */
async function edited(path: string, script: string, meanwhile: () => Promise<unknown>): Promise<void> {
  await node.exec('sh', '-euc', `cd ${LIVE}; cp -p ${path} /tmp/as-it-was; ${script}`);
  await meanwhile();
  await node.exec('sh', '-euc', `cat /tmp/as-it-was > ${LIVE}/${path}`);
}

test('a user whom somebody gave the manager interface is found, with who is logged in, and shown out', async () => {
  const evil = '\\n[evil]\\nsecret=geheim\\nread=all\\nwrite=all\\n';
  await edited('asterisk/manager.conf', `printf '${evil}' >> asterisk/manager.conf`, async () =>
    node.asterisk('manager reload'),
  );
  const intruder = await AmiConnection.open({
    host: node.address,
    port: 5038,
    username: 'evil',
    secret: 'geheim',
  });
  const answer = await node.ask();
  expect(answer.findings).toEqual([
    expect.objectContaining({
      kind: 'unowned',
      item: expect.stringMatching(/^manager session \d+ of evil from 127\./),
    }),
    expect.objectContaining({
      kind: 'unowned',
      item: 'manager user evil',
      found: expect.stringContaining('originate'),
    }),
  ]);
  expect(JSON.stringify(answer)).not.toContain('geheim');
  await mend();
  await intruder.closed;
});

test('the agent’s own rights and secret, changed in the file and in what runs, come back', async () => {
  const script =
    's/^write=.*/write=all/; s/^secret=.*/secret=geheim/; s/^permit=.*/permit=0.0.0.0\\/0.0.0.0/';
  await node.exec('sed', '-i', script, `${LIVE}/asterisk/manager.conf`);
  await node.exec('sed', '-i', 's/^execincludes=no/execincludes=yes/', `${LIVE}/asterisk/asterisk.conf`);
  await node.asterisk('manager reload');
  const answer = await node.ask();
  expect(answer.findings.map(({ item }) => item)).toEqual([
    'file asterisk/asterisk.conf',
    'file asterisk/manager.conf',
    'manager user denwaban-agent',
  ]);
  expect(JSON.stringify(answer)).not.toContain('geheim');
  await mend();
});

test('an agent that starts after such a hand gets in again', async () => {
  await node.exec('sed', '-i', 's/^secret=.*/secret=geheim/', `${LIVE}/asterisk/manager.conf`);
  await node.asterisk('manager reload');
  await node.kill('agent');
  await mend();
});

test('a log of what callers do is found, and ended', async () => {
  await node.asterisk('logger add channel /tmp/callers verbose,debug');
  await node.asterisk('logger add channel calls notice');
  await edited('asterisk/logger.conf', 'echo "more => dtmf" >> asterisk/logger.conf', () =>
    node.asterisk('logger reload'),
  );
  await node.asterisk('logger add channel /tmp/callers verbose,debug');
  expect(await items()).toEqual([
    'module unowned log channel /tmp/callers',
    'module unowned log channel /var/log/asterisk/more',
  ]);
  await mend();
});

test('calls that somebody sends elsewhere, by a contact of a phone or a registration, come back', async () => {
  await edited(
    'asterisk/pjsip.conf',
    "sed -i 's/^\\[op1\\](operator-aor)/&\\ncontact=sip:127.0.0.9:5060/' asterisk/pjsip.conf",
    () => node.asterisk('module reload res_pjsip.so'),
  );
  const row = JSON.stringify({
    endpoint: 'op2',
    uri: 'sip:op2@127.0.0.9:5060',
    expiration_time: '4102444800',
  });
  for (const name of ['op2;@0a1b', 'op9;@0a1b'])
    await node.asterisk(`database put registrar/contact ${name} ${JSON.stringify(row)}`);
  expect(await items()).toEqual([
    'astdb unowned /registrar/contact/op2;@0a1b',
    'astdb unowned /registrar/contact/op9;@0a1b',
    'pjsip unowned aor op1 contact sip:127.0.0.9:5060',
  ]);
  await mend();
});

test('customers’ addresses can be read by root and Postfix, and by no other user of the node', async () => {
  const tables = [`${LIVE}/postfix/alias-main`, `${LIVE}/postfix/alias-main.cdb`];
  const readable = async (user: string) =>
    await node
      .exec('s6-setuidgid', user, 'sh', '-c', `cat ${tables.join(' ')} > /dev/null`)
      .then(() => true)
      .catch(() => false);
  expect(await readable('postfix')).toBe(true);
  expect(await readable('denwaban')).toBe(false);
  expect(await readable('asterisk')).toBe(false);
  expect(await node.exec('stat', '-c', '%a %U %G', ...tables)).toBe('640 root postfix\n640 root postfix');
});

test('an address that a release has replaced, and one of a release that was refused, leave the node within seconds', async () => {
  const shard = parts(tenants, stack)[2] as RenderedPart;
  const changed = (from: string, to: string): RenderedPart => ({
    ...shard,
    files: shard.files.map(({ path, content }) => ({ path, content: content.replaceAll(from, to) })),
  });
  const lies = (address: string) => node.exec('grep', '-rlF', address, '/var/lib/denwaban').catch(() => '');
  const address = 'noguchi@asahi-clinic.example';
  expect(await lies(address)).not.toBe('');
  await node.apply(changed(address, 'new@elsewhere.example'));
  await expect.poll(() => lies(address), { timeout: 10_000 }).toBe('');

  const evil = { path: 'asterisk/evil.conf', content: '' };
  const refused = changed(address, 'refused@elsewhere.example');
  await node.apply({ ...refused, files: [...refused.files, evil] });
  await expect.poll(() => lies('refused@elsewhere.example'), { timeout: 10_000 }).toBe('');
  expect(await lies('new@elsewhere.example')).not.toBe('');
  await node.apply(shard);
}, 90_000);

test('wherever else Postfix is made to listen is found, and closed', async () => {
  const services = ['0.0.0.0:10026', '127.0.0.1:10027', '[::1]:10028', `${NET}.12:10029`];
  const lines = services.map((place) => `${place} inet n - n - 20 smtpd`).join('\\n');
  const postfix = `${LIVE}/postfix`;
  const script = `printf '${lines}\\n' >> postfix/master.cf; postconf -c ${postfix} -e inet_protocols=all`;
  await edited('postfix/main.cf', 'true', () =>
    edited('postfix/master.cf', script, async () => {
      await node.exec('postfix', '-c', postfix, 'reload');
      await expect
        .poll(async () => (await items()).filter((item) => item.includes('listener')), { timeout: 10_000 })
        .toEqual(services.toSorted().map((place) => `mail-setting unowned listener ${place}`));
    }),
  );
  await mend();
});
