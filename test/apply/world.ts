import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyReply } from 'fastify';
import { type ApplyOutcome, type ApplyRequest, applyStack } from '../../src/apply/apply.ts';
import type { Step } from '../../src/apply/engines/engine.ts';
import type { Patience } from '../../src/apply/patience.ts';
import type { Approval } from '../../src/apply/records.ts';
import type { PulumiPlace, Session } from '../../src/apply/session.ts';
import { chatworkClient } from '../../src/chatwork/client.ts';
import type { NodeName, TenantId } from '../../src/domain/ids.ts';
import type { Stack } from '../../src/model/stack.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { desiredResources } from '../../src/plan/desired.ts';
import { staging } from '../../src/plan/staging.ts';
import { chatworkStandIn } from '../../src/sandbox/services/chatwork/server.ts';
import { openFolder } from '../../src/store/folder.ts';
import { makeHome, stackHome } from '../../src/store/home.ts';
import { openSigning } from '../../src/store/signing.ts';
import { sampleRendering, sampleStack } from '../plan/sample.ts';
import { TestAgent } from './agent.ts';

export const MARKER_SECRET = 'marker-secret-of-tests';
export const TOKEN = 'token-of-tests';

const APPROVAL: Approval = { changes: true, effects: [], isClean: async () => true };

/** Called before the stand-in answers; what it throws is the answer. */
type ChatworkHook = (request: string, reply: FastifyReply) => unknown;

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** A stack with its store, nodes' agents and the Chatwork stand-in, in a folder of its own. */
export async function makeWorld(change: Partial<Stack> = {}, place: Partial<PulumiPlace> = {}) {
  const project = await mkdtemp(join(tmpdir(), 'denwaban-world-'));
  const home = stackHome(project, 'test');
  await makeHome(home);
  const chatwork = await chatworkStandIn({ token: TOKEN, account: 1 });
  const hooks: { onChatwork?: ChatworkHook } = {};
  chatwork.addHook('onRequest', async (request, reply) => {
    await hooks.onChatwork?.(`${request.method} ${request.url}`, reply);
  });
  await chatwork.listen({ host: '127.0.0.1', port: 0 });
  const api = `http://127.0.0.1:${(chatwork.server.address() as { port: number }).port}`;
  const base = sampleStack(change);
  const stack = { ...base, chatwork: { ...base.chatwork, api: `${api}/v2` } };
  const blobs = openFolder(home.store);
  const { signer, publicKey } = await openSigning(home);
  const agents = stack.nodes.map(({ name }) => new TestAgent(name, blobs, publicKey).start());
  const client = chatworkClient({ api: stack.chatwork.api, token: async () => TOKEN });
  const patience: Patience = { silence: 1, limit: 5, poll: 5 };

  const session: Session = {
    stack,
    home,
    blobs,
    patience,
    chatwork: () => client,
    markerSecret: async () => MARKER_SECRET,
    inTurn: (tenants) => new Set(tenants),
    pulumi: {
      backend: pathToFileURL(join(home.folder, 'pulumi')).href,
      secretsProvider: 'passphrase',
      ...place,
    },
  };

  /** Of every apply so far, also of those that failed. */
  const outcomes: ApplyOutcome[] = [];

  interface Options {
    library?: string;
    /** Another stack than the world's own: other shards, other nodes. */
    stack?: Stack;
    signal?: AbortSignal;
    /** What was approved; absent: changes that nobody notices. */
    approval?: Approval;
    /** A node that has it before all others. */
    canary?: NodeName;
    onStep?: (step: Step) => void;
    /** Tenants whose rooms have their turn; absent: all. */
    looked?: ReadonlySet<TenantId>;
  }

  async function run(desired: ApplyRequest['desired'], options: Options): Promise<ApplyOutcome> {
    const { looked, onStep, signal } = options;
    const outcome = await applyStack({
      session: {
        ...session,
        stack: options.stack ?? stack,
        ...(looked ? { inTurn: () => looked } : {}),
      },
      desired,
      approve: async () => options.approval ?? APPROVAL,
      show: (work) =>
        work({
          step: (step, phase) => (phase === 'end' ? onStep?.(step) : undefined),
          wait: () => {},
          say: () => {},
        }),
      ...(signal ? { signal } : {}),
      ...(options.canary ? { canary: options.canary } : {}),
    });
    if (!outcome) throw new Error('not approved');
    outcomes.push(outcome);
    if (outcome.failure !== undefined) throw outcome.failure;
    return outcome;
  }

  /** An apply in this process: what the command does, without its files. */
  async function apply(tenants: readonly Tenant[], options: Options = {}) {
    const wanted = options.stack ?? stack;
    const rendering = sampleRendering(tenants, wanted, options.library);
    const desired = (key: Uint8Array) => ({
      resources: desiredResources(
        rendering,
        { tenants, quarantineDays: { displayed: 365, forwarding: 90 } },
        wanted,
        key,
      ),
      staging: staging(rendering),
    });
    return { ...(await run(desired, options)), rendering };
  }

  /** Takes it all away. */
  const destroy = (options: Options = {}) =>
    run(() => ({ resources: [], staging: { parts: [], rooms: [] } }), options);

  return {
    project,
    home,
    session,
    stack,
    blobs,
    agents,
    client,
    api,
    patience,
    signer,
    publicKey,
    outcomes,
    apply,
    destroy,
    hooks,
    async end() {
      await Promise.all(agents.map((agent) => agent.stop()));
      await chatwork.close();
      await rm(project, { recursive: true, force: true });
    },
  };
}
