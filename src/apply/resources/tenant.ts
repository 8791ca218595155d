import type { ShardName, TenantId } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import { renderedFingerprint } from '../../plan/desired.ts';
import { diffValues } from '../../plan/diff.ts';
import type { ReleaseBody } from '../../plan/release-body.ts';
import type { TenantInputs } from '../../plan/resource.ts';
import { getObject } from '../../store/objects.ts';
import { getRelease } from '../../store/release.ts';
import type { ApplyContext } from '../context.ts';
import type { ResourceHandler } from '../provider.ts';

type Entry = ReleaseBody['tenants'][number];

/**
 * A tenant as state knows it. Making one proves that what its shard's release will bring is in the store and is what was planned; taking
 * one away touches nothing live, since the next release no longer lists it.
 */
export function tenantHandler(context: ApplyContext): ResourceHandler<'Tenant'> {
  const listed = new Map<ShardName, Promise<Map<TenantId, Entry>>>();
  const entriesOf = (shard: ShardName): Promise<Map<TenantId, Entry>> => {
    const known = listed.get(shard) ?? entries(context, shard);
    listed.set(shard, known);
    return known;
  };
  const check = async (inputs: TenantInputs): Promise<void> => {
    const entry = (await entriesOf(inputs.shard)).get(inputs.tenant);
    if (!entry || renderedFingerprint(entry, context.fingerprintKey) !== inputs.fingerprints.rendered) {
      const what = entry ? 'another version of it' : 'nothing of it';
      throw new Problem(
        'tenant-not-staged',
        {
          en: `the release of shard ${inputs.shard} lists ${what}: tenant ${inputs.tenant}`,
          ja: `シャード ${inputs.shard} のリリースに、契約会社 ${inputs.tenant} の${entry ? '別の版があります' : '内容がありません'}`,
        },
        { en: 'run apply again', ja: 'もう一度 apply を実行してください' },
      );
    }
    await getObject(context.blobs, entry.digest);
    await getObject(context.blobs, entry.card);
  };
  return {
    refreshBeforeUpdate: false,
    diff: (old, next) => ({ changes: diffValues(old, next), replace: false }),
    async create(name, inputs) {
      await check(inputs);
      return { id: name, outputs: {} };
    },
    async update(_applied, inputs) {
      await check(inputs);
      return { outputs: {} };
    },
    read: async (applied) => ({ applied, drifted: false }),
    delete: async () => {},
  };
}

async function entries(context: ApplyContext, shard: ShardName): Promise<Map<TenantId, Entry>> {
  const digest = context.releases.get(`shard-${shard}`);
  if (digest === undefined) return new Map();
  const { tenants } = await getRelease(context.blobs, digest, context.publicKey);
  return new Map(tenants.map((entry) => [entry.tenant, entry]));
}
