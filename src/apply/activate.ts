import type { KeyObject } from 'node:crypto';
import { type Digest, parseDigest } from '../domain/ids.ts';
import { Problem } from '../domain/problem.ts';
import { objectsOf } from '../plan/release-body.ts';
import { knownPointers } from '../store/catalogue.ts';
import { keys } from '../store/keys.ts';
import { takeLock } from '../store/lock.ts';
import { getRelease } from '../store/release.ts';
import { openVerifying } from '../store/signing.ts';
import type { Blobs, ReleaseBody } from '../store/store.ts';
import { NodeLooks } from './nodes/looks.ts';
import { machinesOf, takersOf } from './nodes/machines.ts';
import { rollOut } from './nodes/roll-out.ts';
import { Notices } from './notices.ts';
import { inSilence, type Show } from './progress.ts';
import type { Session } from './session.ts';

export interface Activation {
  session: Session;
  /** A release's digest, or so much of its beginning that it is the only one. */
  digest: string;
  /** For the people who find it as drift. */
  reason: string;
  show?: Show;
  signal?: AbortSignal;
}

/**
 * Brings one part of all nodes to an earlier release, node by node, under the lock of an apply. State and files stay as they are: drift
 * shows it until they follow, and a plain apply takes it back.
 *
 * Problems `stack-locked`, `release-unknown`, `release-ambiguous`, `release-part-unknown`, `release-incomplete`, and those of a release and of the nodes.
 */
export async function activateRelease(
  request: Activation,
): Promise<{ part: string; release: Digest; notices: Notices }> {
  const { session, reason, signal } = request;
  const { blobs, patience } = session;
  const machines = machinesOf(session.stack);
  const key = await openVerifying(session.home, session.stack.signing);
  const lock = await takeLock(blobs, { use: 'activate', stack: session.stack.name });
  try {
    const release = await findRelease(blobs, request.digest);
    const { part } = await usable(blobs, release, key);
    const notices = new Notices();
    const looks = new NodeLooks(blobs, machines.nodes, patience);
    await (request.show ?? inSilence)(async (progress) => {
      const way = takersOf(machines, part).join(', ');
      progress.say({
        en: `${part} to release ${release.slice(0, 12)}, node by node: ${way}`,
        ja: `${part} をリリース ${release.slice(0, 12)} に、一台ずつ: ${way}`,
      });
      const context = {
        blobs,
        fence: lock.held,
        ...machines,
        patience,
        looks,
        notices,
        ...(signal ? { signal } : {}),
      };
      await rollOut(context, { part, release, reason });
    });
    return { part, release, notices };
  } finally {
    await lock.release();
  }
}

async function findRelease(blobs: Blobs, text: string): Promise<Digest> {
  const action = {
    en: 'denwaban release list shows those that there are',
    ja: 'あるものは denwaban release list で見られます',
  };
  // Shorter ones are typed by mistake sooner than meant.
  const found = /^[0-9a-f]{8,64}$/.test(text) ? await blobs.list(keys.release(text as Digest)) : [];
  const digests = found.map((name) => parseDigest(name.slice(keys.releases.length)));
  const [first, ...more] = digests.flatMap((digest) => (digest.ok ? [digest.value] : []));
  if (first === undefined) {
    const why = /^[0-9a-f]{8,64}$/.test(text)
      ? {
          en: `no release of the store begins with ${text}`,
          ja: `ストアに ${text} で始まるリリースはありません`,
        }
      : {
          en: `“${text}” is no release: 8 to 64 hexadecimal characters name one`,
          ja: `“${text}” はリリースではありません。十六進数 8 〜 64 桁で指定します`,
        };
    throw new Problem('release-unknown', why, action);
  }
  if (more.length > 0) {
    throw new Problem(
      'release-ambiguous',
      {
        en: `${more.length + 1} releases begin with ${text}`,
        ja: `${text} で始まるリリースが ${more.length + 1} 件あります`,
      },
      { en: 'give more of its digest', ja: 'ダイジェストをもっと長く書いてください' },
    );
  }
  return first;
}

/** A release that nodes can take: ours, whole, and of a part that they have. */
async function usable(blobs: Blobs, release: Digest, key: KeyObject): Promise<ReleaseBody> {
  const body = await getRelease(blobs, release, key);
  if (!(await knownPointers(blobs)).some(({ part }) => part === body.part)) {
    throw new Problem(
      'release-part-unknown',
      {
        en: `release ${release} is of ${body.part}, and nothing of that is desired of any node`,
        ja: `リリース ${release} は ${body.part} のもので、それを持つノードがありません`,
      },
      { en: 'choose a release of a part that is there', ja: 'あるもののリリースを選んでください' },
    );
  }
  const there = new Set(await blobs.list(keys.objects));
  const missing = objectsOf(body).filter((digest) => !there.has(keys.object(digest)));
  if (missing.length > 0) {
    throw new Problem(
      'release-incomplete',
      {
        en: `release ${release} lists ${missing.length} objects that are no longer in the store`,
        ja: `リリース ${release} のオブジェクトのうち ${missing.length} 件がストアにもうありません`,
      },
      {
        en: 'choose a later release, or have the files as they were then and run apply',
        ja: '後のリリースを選ぶか、当時のファイルに戻して apply を実行してください',
      },
    );
  }
  return body;
}
