import { createPrivateKey } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestAgent } from '../apply/agent.ts';
import { makeProject, type TestProject } from '../commands/stack/project.ts';
import { ENGINES, stackOf } from '../fixtures/states/recorded.ts';
import { type Planted, Search } from '../secrecy/forms.ts';
import { COMPANIES, PERSONAL, SECRETS, TENANTS } from '../secrecy/planted.ts';
import { onPulumi, pulumiIsHere } from './on-pulumi.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where planted values have to be: what people write, the secrets, and Chatwork itself. */
const SOURCES = ['tenants/', 'stacks/', 'rooms.json', '.denwaban/test/secrets.json'];
const KEY = '.denwaban/test/keys/release.key';
/** Where nodes, cards and rooms get names and addresses from. */
const CUSTOMERS = ['.denwaban/test/store/objects/', '.denwaban/test/store/rooms/'];

/** What lies there while an apply changes something. */
const UNDER_WAY = { embedded: '/state.json.journal', pulumi: '/.pulumi/locks/' };
/** What the search must have met. */
const PLACES = {
  embedded: ['/state.json', '/state.json.journal', '/store/lock/owner'],
  pulumi: ['/.pulumi/stacks/', '/.pulumi/history/', '/.pulumi/backups/', '/store/lock/owner'],
};

describe.each(ENGINES)('with the engine %s', { timeout: 600_000 }, (engine) => {
  if (engine === 'pulumi') onPulumi();

  let project: TestProject;
  let agents: [TestAgent, TestAgent];
  let secrets: Search;
  const customers = new Search({ ...PERSONAL, ...COMPANIES });
  const people = new Search(PERSONAL);
  /** Everything that a command has printed, with what it was. */
  const printed: { what: string; text: string }[] = [];

  beforeAll(async () => {
    if (engine === 'pulumi' && !pulumiIsHere) return;
    const tenants = await mkdtemp(join(tmpdir(), 'denwaban-planted-'));
    for (const [name, text] of Object.entries(TENANTS)) await writeFile(join(tenants, name), text);
    await copyFile(join(ROOT, 'tenants/_numbers.yaml'), join(tenants, '_numbers.yaml'));
    project = await makeProject({ tenants, secrets: SECRETS });
    await rm(tenants, { recursive: true });
    agents = project.agents as [TestAgent, TestAgent];
    await project.configure(stackOf(engine));
    secrets = new Search({ ...SECRETS, ...(await signingKey()) });
    for (const [name, folder] of [
      ['TMPDIR', 'tmp'],
      ['PULUMI_HOME', 'pulumi-home'],
    ] as const) {
      project.env[name] = join(project.folder, folder);
      await mkdir(join(project.folder, folder));
    }
    project.env.DEBUG = 'denwaban';
  }, 60_000);
  afterAll(() => project?.end());

  /** The private key as it lies in its file, and as bare bytes. */
  async function signingKey(): Promise<Planted> {
    const pem = await readFile(project.home.signingKey, 'utf8');
    const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
    return { 'the signing key': der.subarray(-32), 'the signing key, as written': pem.split('\n')[1] ?? '' };
  }

  async function run(...args: string[]) {
    const result = await project.start(...args, '--stack', 'test');
    printed.push({ what: args.join(' '), text: `${result.stdout}\n${result.stderr}` });
    return result;
  }

  async function filesBelow(folder: string): Promise<string[]> {
    const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  }

  /** Every file of the project in which a planted value lies that does not belong there, and everything that was printed. */
  async function leaks(): Promise<string[]> {
    const found: string[] = [];
    for (const file of await filesBelow(project.folder)) {
      const name = relative(project.folder, file);
      if (SOURCES.some((source) => name.startsWith(source))) continue;
      // Some go while we look: half-written values and locks.
      const bytes = await readFile(file).catch(() => Buffer.of());
      const those = [
        ...(name === KEY ? [] : secrets.in(bytes)),
        ...(CUSTOMERS.some((folder) => name.startsWith(folder)) ? [] : customers.in(bytes)),
      ];
      found.push(...those.map((planted) => `${name}: ${planted}`));
    }
    for (const { what, text } of printed) {
      const bytes = Buffer.from(text);
      const names = what.startsWith('drift') ? people.in(bytes) : customers.in(bytes);
      found.push(...[...secrets.in(bytes), ...names].map((planted) => `printed by ${what}: ${planted}`));
    }
    return found;
  }

  const change = (from: string, to: string) =>
    project.edit('sagi-seimitsu', (text) => text.replace(from, to));

  it('nothing planted is where it does not belong', async () => {
    for (const format of ['text', 'json', 'markdown']) {
      await run('plan', '--format', format, '--out', `plan-${format}.json`);
    }
    expect(await run('apply', '--plan', 'plan-json.json')).toMatchObject({ exitCode: 0, stderr: '' });
    // That the test can see: it is where it belongs.
    const objects = await Promise.all(
      (await filesBelow(join(project.home.store, 'objects'))).map((f) => readFile(f)),
    );
    expect(people.in(Buffer.concat(objects))).toContain('a mail address');
    expect(await leaks()).toEqual([]);

    await change('email: sagi.joji@', 'email: sagi.joji.2@');
    await run('plan', '--format', 'markdown', '--out', 'plan-2.json');
    expect(await run('apply', '--yes', '--format', 'json')).toMatchObject({ exitCode: 0 });
    expect(await leaks()).toEqual([]);

    // Chatwork, which repeats what it was sent, and a node that fails.
    await project.edit('mozu-kikaku', (text) => text.replace('受電報告', '受電報告 改'));
    project.hooks.onChatwork = (request, body) => {
      if (request.startsWith('GET')) return;
      const { name, description } = body as Record<string, string>;
      throw Object.assign(new Error(`${name} is not accepted, nor ${description}`), { statusCode: 400 });
    };
    agents[1].failing = (part) => (part === 'shard-main' ? 'read back: 1 differs' : undefined);
    for (const format of ['text', 'json', 'markdown']) {
      expect(await run('apply', '--yes', '--format', format)).toMatchObject({ exitCode: 1 });
    }
    delete project.hooks.onChatwork;
    agents[1].failing = () => undefined;
    expect(await leaks()).toEqual([]);

    // Secrets and keys that cannot be read.
    const [secretsFile, keyFile] = [project.home.secrets, project.home.signingKey];
    for (const file of [secretsFile, keyFile]) {
      const text = await readFile(file, 'utf8');
      for (const broken of [text.slice(0, -12), text.replaceAll(/[-{}]/g, ''), '{}']) {
        await writeFile(file, broken);
        expect(await run('apply', '--yes')).toMatchObject({ exitCode: 1 });
      }
      await writeFile(file, text);
    }
    expect(await leaks()).toEqual([]);

    // A kill in the middle: journals, locks and copies that nobody takes away.
    await change('sagi.joji.2@', 'sagi.joji.3@');
    agents[0].silent = true;
    const killed = project.start('apply', '--stack', 'test', '--yes');
    await vi.waitFor(
      async () =>
        expect(await filesBelow(project.home.folder)).toContainEqual(
          expect.stringContaining(UNDER_WAY[engine]),
        ),
      { timeout: 60_000, interval: 20 },
    );
    killed.kill('SIGKILL');
    await killed;
    agents[0].silent = false;
    expect(await leaks()).toEqual([]);
    const searched = await filesBelow(project.home.folder);
    for (const place of PLACES[engine]) expect(searched).toContainEqual(expect.stringContaining(place));
    expect(await run('apply', '--yes')).toMatchObject({ exitCode: 0 });

    // Drift shows what a room is called; nobody's name or address.
    agents[0].live.get('cluster')?.set('context by-hand', 'x');
    const [room] = await project.rooms();
    await fetch(`${project.api}/v2/rooms/${room?.roomId}`, {
      method: 'PUT',
      headers: { 'x-chatworktoken': SECRETS['chatwork-token#1'] },
      body: new URLSearchParams({ name: `${PERSONAL['a mail address']}`, description: 'x' }),
    });
    for (const format of ['text', 'json', 'markdown']) {
      const drift = await run('drift', '--format', format);
      expect(drift).toMatchObject({ exitCode: 2 });
      expect(drift.stdout).toContain(COMPANIES['a room']);
    }
    for (const command of ['release/list', 'store/gc']) {
      for (const format of ['text', 'json', 'markdown']) await run(command, '--format', format);
    }
    expect(await leaks()).toEqual([]);

    expect(await run('destroy', '--yes')).toMatchObject({ exitCode: 0 });
    expect(await leaks()).toEqual([]);
    for (const folder of CUSTOMERS) expect(await filesBelow(join(project.folder, folder))).toEqual([]);
  });
});
