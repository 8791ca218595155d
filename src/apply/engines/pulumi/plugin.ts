import { readFile } from 'node:fs/promises';
import { Problem } from '../../../domain/problem.ts';
import { desiredResources } from '../../../plan/desired.ts';
import { resourceKey } from '../../../plan/diff.ts';
import { staging } from '../../../plan/staging.ts';
import { loadStackProject } from '../../../project/stack-project.ts';
import { fingerprintKey } from '../../../store/fingerprint.ts';
import { makeHome } from '../../../store/home.ts';
import { type Lock, takeLock } from '../../../store/lock.ts';
import { denwabanProvider } from '../../denwaban-provider.ts';
import { contextOf } from '../../open-context.ts';
import { openSession } from '../../session.ts';
import { stage } from '../../stage.ts';
import { beforeEach } from './before-each.ts';
import { claimForPulumi, refuseOtherEngine } from './holder.ts';
import { keeping } from './keeping.ts';
import { pulumiSchema } from './schema.ts';
import { serveProvider } from './serve.ts';
import { takingTurns } from './turns.ts';

/**
 * The provider as a plugin: `pulumi up` by hand starts it in the project's folder. It reads the same files as the program, and says its port
 * on the first line, as Pulumi wants it.
 */
export async function servePlugin(): Promise<void> {
  const stop = new AbortController();
  let desired: ReturnType<typeof prepare> | undefined;
  const { port } = await serveProvider({
    schema: JSON.stringify(pulumiSchema),
    version: JSON.parse(await readFile('package.json', 'utf8')).version,
    provider: async ({ stack }) => {
      if (typeof stack !== 'string') {
        throw new Problem(
          'not-configured',
          { en: 'the provider is told no stack', ja: 'プロバイダーにスタックが伝わっていません' },
          { en: 'register it with {stack: <name>}', ja: '{stack: <name>} で登録してください' },
        );
      }
      desired = prepare(stack, stop.signal);
      return (await desired).provider;
    },
    desired: async (type, name) => (await desired)?.resources.get(resourceKey({ type, name }))?.inputs,
    onCancel: () =>
      stop.abort(
        new Problem(
          'interrupted',
          { en: 'it was interrupted', ja: '中断されました' },
          { en: 'run it again: it goes on where it was', ja: 'もう一度実行してください。続きから始まります' },
        ),
      ),
  });
  process.stdout.write(`${port}\n`);
}

async function prepare(name: string, signal: AbortSignal) {
  const head = await loadStackProject({ stack: name });
  const { project, stack, rendering } = head;
  const session = openSession(project, stack);
  await refuseOtherEngine(session);
  await makeHome(session.home);
  const key = await fingerprintKey(session.blobs);
  const desiredStaging = staging(rendering, head.loaded.sounds.read);
  let taken: Promise<Lock> | undefined;
  const lock = () => {
    // Pulumi ends a plugin without a word: whoever comes next takes the lock from a process that has ended.
    taken ??= takeLock(session.blobs, { use: 'apply', stack: name });
    return taken;
  };
  const fence = async () => (await lock()).held();
  const context = await contextOf(session, { key, staging: desiredStaging, fence, signal });
  const resources = new Map(
    desiredResources(rendering, head, stack, key).map((resource) => [resourceKey(resource), resource]),
  );
  let begun: Promise<void> | undefined;
  const begin = async (): Promise<void> => {
    // Again, under the lock: the other engine may have begun since.
    await refuseOtherEngine(session);
    await claimForPulumi(session);
    await stage(session.blobs, desiredStaging, context);
  };
  return {
    // A preview writes nothing; the lock is ours, and what resources name is there, before the first of them is made.
    provider: keeping(
      takingTurns(
        beforeEach(denwabanProvider(context), async (call) => {
          await (await lock()).check();
          if (call === 'delete') return;
          begun ??= begin();
          await begun;
        }),
      ),
      stack,
      resources,
    ),
    resources,
  };
}
