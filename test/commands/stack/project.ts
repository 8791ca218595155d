import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { NodeName } from '../../../src/domain/ids.ts';
import { chatworkStandIn } from '../../../src/sandbox/services/chatwork/server.ts';
import { openFolder } from '../../../src/store/folder.ts';
import { makeHome, stackHome } from '../../../src/store/home.ts';
import { openSigning } from '../../../src/store/signing.ts';
import { TestAgent } from '../../apply/agent.ts';

const ROOT = join(import.meta.dirname, '../../..');
export const TOKEN = 'token-of-tests';
export const MARKER_SECRET = 'marker-secret-of-tests';

/** Called before the stand-in answers; what it throws is the answer. */
type ChatworkHook = (request: string, body: unknown) => unknown;

export type TestProject = Awaited<ReturnType<typeof makeProject>>;

/** What a project is made of, where it is not what the repository shows as a sample. */
export interface ProjectFiles {
  /** A folder. */
  tenants?: string;
  /** The file of the Chatwork stand-in: rooms that are there already. */
  rooms?: string;
  secrets?: Readonly<Record<string, string>>;
}

/** A project of its own with the sample tenants, its nodes' agents and the Chatwork stand-in. */
export async function makeProject(files: ProjectFiles = {}) {
  const { tenants = join(ROOT, 'tenants') } = files;
  const { secrets = { 'chatwork-token#1': TOKEN, 'room-marker#1': MARKER_SECRET } } = files;
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-project-'));
  await cp(tenants, join(folder, 'tenants'), { recursive: true });
  const roomsFile = join(folder, 'rooms.json');
  if (files.rooms !== undefined) await cp(files.rooms, roomsFile);
  const token = secrets['chatwork-token#1'] ?? '';
  const chatwork = await chatworkStandIn({ token, account: 1, file: roomsFile });
  const hooks: { onChatwork?: ChatworkHook } = {};
  chatwork.addHook('preHandler', async (request) => {
    await hooks.onChatwork?.(`${request.method} ${request.url}`, request.body);
  });
  let asked = 0;
  chatwork.addHook('onRequest', async ({ url }) => {
    if (url.startsWith('/v2/')) asked += 1;
  });
  await chatwork.listen({ host: '127.0.0.1', port: 0 });
  const port = (chatwork.server.address() as { port: number }).port;
  const stack = (await readFile(join(ROOT, 'stacks/Pulumi.local.yaml'), 'utf8'))
    .replace(/api: .*/, `api: http://127.0.0.1:${port}/v2`)
    // Test agents stand in for nodes; edges have their own tests, with the real Kamailio.
    .replace(/^ {2}denwaban:edges:\n(?: {4}- .*\n)+/m, '')
    .replace(/nodeSilenceSeconds: .*/, 'nodeSilenceSeconds: 1');
  await mkdir(join(folder, 'stacks'));
  await writeFile(join(folder, 'stacks/Pulumi.test.yaml'), stack);
  const home = stackHome(folder, 'test');
  await makeHome(home);
  await writeFile(home.secrets, JSON.stringify(secrets), { mode: 0o600 });
  const blobs = openFolder(home.store);
  const { publicKey } = await openSigning(home);
  const agents = ['node1', 'node2'].map((node) => new TestAgent(node as NodeName, blobs, publicKey).start());

  /** Added to the environment of every command. */
  const env: Record<string, string> = {};

  return {
    folder,
    home,
    blobs,
    agents,
    hooks,
    env,
    roomsFile,
    api: `http://127.0.0.1:${port}`,
    start: (...args: string[]) =>
      execa(process.execPath, [join(import.meta.dirname, 'denwaban.ts'), ...args], {
        cwd: folder,
        reject: false,
        stdin: 'ignore',
        env: { DENWABAN_SANDBOX_NET: '', NODE_NO_WARNINGS: '1', ...env },
      }),
    /** How many requests Chatwork has had so far. */
    asked: () => asked,
    /** The rooms that the stand-in knows, in the order in which they were made. */
    rooms: async () =>
      (await (await fetch(`http://127.0.0.1:${port}/_sandbox/rooms`)).json()) as {
        room: string;
        roomId: number;
      }[],
    /** Every pointer of every node. */
    desired: async () => (await blobs.list('nodes/')).filter((key) => key.includes('/desired/')),
    /** Changes the stack's file. */
    async configure(change: (text: string) => string): Promise<void> {
      const file = join(folder, 'stacks/Pulumi.test.yaml');
      await writeFile(file, change(await readFile(file, 'utf8')));
    },
    /** Changes a tenant's file. */
    async edit(tenant: string, change: (text: string) => string): Promise<void> {
      const file = join(folder, 'tenants', `${tenant}.yaml`);
      const text = await readFile(file, 'utf8');
      const changed = change(text);
      if (changed === text) throw new Error(`nothing to change in ${tenant}`);
      await writeFile(file, changed);
    },
    async git(...args: string[]): Promise<void> {
      await execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
    },
    async end(): Promise<void> {
      await Promise.all(agents.map((agent) => agent.stop()));
      await chatwork.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
