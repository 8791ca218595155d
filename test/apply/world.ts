import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApplyContext } from '../../src/apply/context.ts';
import { denwabanProvider } from '../../src/apply/denwaban-provider.ts';
import { runEmbedded, type Step, type Tally } from '../../src/apply/engines/embedded.ts';
import { StateFile } from '../../src/apply/engines/state.ts';
import { NodeLooks } from '../../src/apply/nodes/looks.ts';
import { Notices } from '../../src/apply/notices.ts';
import type { Patience } from '../../src/apply/patience.ts';
import { stage } from '../../src/apply/stage.ts';
import { chatworkClient } from '../../src/chatwork/client.ts';
import { RoomDirectory } from '../../src/chatwork/rooms.ts';
import type { Stack } from '../../src/model/stack.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { desiredResources } from '../../src/plan/desired.ts';
import { staging } from '../../src/plan/staging.ts';
import { chatworkStandIn } from '../../src/sandbox/services/chatwork/server.ts';
import { fingerprintKey } from '../../src/store/fingerprint.ts';
import { openFolder } from '../../src/store/folder.ts';
import { makeHome, stackHome } from '../../src/store/home.ts';
import { openSigning } from '../../src/store/signing.ts';
import { sampleRendering, sampleStack } from '../plan/sample.ts';
import { TestAgent } from './agent.ts';

export const MARKER_SECRET = 'marker-secret-of-tests';
export const TOKEN = 'token-of-tests';

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** A stack with its store, nodes' agents and the Chatwork stand-in, in a folder of its own. */
export async function makeWorld(change: Partial<Stack> = {}) {
  const project = await mkdtemp(join(tmpdir(), 'denwaban-world-'));
  const home = stackHome(project, 'test');
  await makeHome(home);
  const chatwork = await chatworkStandIn({ token: TOKEN, account: 1 });
  await chatwork.listen({ host: '127.0.0.1', port: 0 });
  const api = `http://127.0.0.1:${(chatwork.server.address() as { port: number }).port}`;
  const base = sampleStack(change);
  const stack = { ...base, chatwork: { ...base.chatwork, api: `${api}/v2` } };
  const blobs = openFolder(home.store);
  const { signer, publicKey } = await openSigning(home);
  const agents = stack.nodes.map(({ name }) => new TestAgent(name, blobs, publicKey).start());
  const client = chatworkClient({ api: stack.chatwork.api, token: async () => TOKEN });
  const patience: Patience = { silence: 0.4, limit: 5, poll: 5 };

  /** An apply in this process: what the command does, without its files. */
  async function apply(
    tenants: readonly Tenant[],
    options: { library?: string; signal?: AbortSignal; onStep?: (step: Step) => void } = {},
  ) {
    const rendering = sampleRendering(tenants, stack, options.library);
    const key = await fingerprintKey(blobs);
    const notices = new Notices();
    const context: ApplyContext = {
      blobs,
      nodes: stack.nodes.map((node) => node.name),
      patience,
      signer,
      publicKey,
      fingerprintKey: key,
      releases: await stage(blobs, staging(rendering), { signer, fingerprintKey: key }),
      chatwork: {
        client,
        rooms: new RoomDirectory(client),
        account: 1,
        markerSecret: async () => MARKER_SECRET,
        looked: new Set(rendering.rooms.map((room) => room.tenant)),
      },
      looks: new NodeLooks(
        blobs,
        stack.nodes.map((node) => node.name),
        patience,
      ),
      notices,
      ...(options.signal ? { signal: options.signal } : {}),
    };
    const state = await StateFile.open(home.state, stack.name);
    const resources = desiredResources(
      rendering,
      { tenants, quarantineDays: { displayed: 365, forwarding: 90 } },
      stack,
      key,
    );
    const { onStep, signal } = options;
    try {
      const tally: Tally = await runEmbedded(resources, {
        provider: denwabanProvider(context),
        state,
        ...(onStep ? { onStep: (step: Step, phase: string) => phase === 'end' && onStep(step) } : {}),
        ...(signal ? { signal } : {}),
      });
      return { tally, notices, rendering };
    } finally {
      await state.close(stack.name);
    }
  }

  return {
    project,
    home,
    stack,
    blobs,
    agents,
    client,
    api,
    patience,
    publicKey,
    apply,
    async end() {
      await Promise.all(agents.map((agent) => agent.stop()));
      await chatwork.close();
      await rm(project, { recursive: true, force: true });
    },
  };
}
