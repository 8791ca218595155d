import { BUCKETS } from '../domain/bucket.ts';
import type { Text } from '../domain/language.ts';
import type { Diagnostic } from '../load/diagnostic.ts';
import type { Path } from '../load/place.ts';
import type { SourceFile } from '../load/source-file.ts';
import { isAwsPart } from './aws.ts';
import { awsRules } from './aws-rules.ts';
import { deliveryRules } from './delivery-rules.ts';
import { overflowRules } from './overflow-rules.ts';
import type { StackConfig } from './stack-file.ts';
import type { Report } from './stack-report.ts';
import { submissionRules } from './submission-rules.ts';

/** The pool of tenants that no pool names. */
export const DEFAULT_POOL = 'default';

/** What the schema cannot say of a stack file: that its parts fit together. */
export function checkStack(source: SourceFile, config: StackConfig): Diagnostic[] {
  const report = (code: string, path: Path, message: Text, action: Text): Diagnostic => {
    const { line, column } = source.at(['config', ...path]);
    return { code, severity: 'error', file: source.file, line, column, message, action };
  };
  return [
    ...sandboxPlaces(config, report),
    ...awsRules(config, report),
    ...deliveryRules(config, report),
    ...submissionRules(config, report),
    ...repeated(config, report),
    ...pools(config, report),
    ...overflowRules(config, report),
    ...shards(config, report),
  ];
}

/** Where a sandbox keeps everything is fixed: its nodes look for it there, and `down` takes it away. */
function sandboxPlaces(config: StackConfig, report: Report): Diagnostic[] {
  if (config['denwaban:sandbox'] === undefined) return [];
  const places = [
    ['denwaban:store', 'stack-sandbox-store', { en: 'store', ja: 'ストア' }],
    ['denwaban:signing', 'stack-sandbox-signing', { en: 'signing key', ja: '署名の鍵' }],
    ['denwaban:secrets', 'stack-sandbox-secrets', { en: 'secrets', ja: '秘密' }],
  ] as const;
  return places.flatMap(([key, code, what]) => {
    if (config[key] === undefined) return [];
    const why = {
      en: `a sandbox keeps its ${what.en} in its own folder, where its nodes look for it and down takes it away`,
      ja: `試験環境の${what.ja}は専用のフォルダーに置かれ、ノードはそこを見て、down がそこを片付けます`,
    };
    return [report(code, [key], why, { en: 'take it away', ja: '消してください' })];
  });
}

function repeated(config: StackConfig, report: Report): Diagnostic[] {
  // Nodes and edges share one space of names: each has its place in the store by it.
  const machines = (['denwaban:nodes', 'denwaban:edges'] as const).flatMap((list) =>
    (config[list] ?? []).map(({ name, address }, i) => ({ path: [list, i], name, address })),
  );
  const named = (list: 'denwaban:trunks' | 'denwaban:operators' | 'denwaban:pools') =>
    config[list].map((entry, i) => ({
      path: [list, i, 'name' in entry ? 'name' : 'id'],
      value: 'name' in entry ? entry.name : entry.id,
    }));
  const spaces: { path: Path; value: string | undefined }[][] = [
    machines.map(({ path, name }) => ({ path: [...path, 'name'], value: name })),
    machines.map(({ path, address }) => ({ path: [...path, 'address'], value: address })),
    named('denwaban:trunks'),
    named('denwaban:operators'),
    named('denwaban:pools'),
  ];
  return spaces.flatMap((space) => {
    const seen = new Map<string, unknown>();
    return space.flatMap(({ path, value }) => {
      if (value === undefined) return [];
      const list = path[0];
      if (!seen.has(value)) {
        seen.set(value, list);
        return [];
      }
      const first = seen.get(value);
      const why = {
        en: `${value} is in ${first === list ? `${list} twice` : `${first} and in ${list}`}, and only one can be meant`,
        ja: `${value} が ${first === list ? `${list} に二度` : `${first} と ${list} に`}あり、どちらのことか分かりません`,
      };
      return [
        report('stack-name-twice', path, why, { en: 'change one of them', ja: 'どちらかを変えてください' }),
      ];
    });
  });
}

function pools(config: StackConfig, report: Report): Diagnostic[] {
  const list = config['denwaban:pools'];
  const known = new Set(list.map((p) => p.id));
  const problems = config['denwaban:operators'].flatMap((operator, i) =>
    operator.pools.flatMap((pool, j) => {
      if (known.has(pool)) return [];
      const others = [...known].join(', ');
      const why = { en: `there is no pool ${pool}`, ja: `プール ${pool} はありません` };
      const action = { en: `write one of ${others}`, ja: `${others} のどれかを書いてください` };
      return [report('stack-pool-unknown', ['denwaban:operators', i, 'pools', j], why, action)];
    }),
  );
  if (!known.has(DEFAULT_POOL)) {
    const why = {
      en: `there is no pool ${DEFAULT_POOL}, which answers for tenants that no pool names`,
      ja: `プール ${DEFAULT_POOL} がありません。どのプールにもない契約会社の電話はここで受けます`,
    };
    const added = `{ id: ${DEFAULT_POOL}, strategy: rrmemory }`;
    const action = { en: `add ${added}`, ja: `${added} を加えてください` };
    problems.push(report('stack-pool-default', ['denwaban:pools'], why, action));
  }
  const named = new Map<string, string>();
  for (const [i, pool] of list.entries()) {
    for (const [j, tenant] of (pool.tenants ?? []).entries()) {
      const other = named.get(tenant);
      if (other !== undefined && other !== pool.id) {
        const why = {
          en: `${tenant} is in the pools ${other} and ${pool.id}, and one pool answers for a tenant`,
          ja: `${tenant} がプール ${other} と ${pool.id} にあります。一つの契約会社を受けるプールは一つです`,
        };
        const action = { en: 'take it out of one of them', ja: 'どちらかから外してください' };
        problems.push(report('stack-pool-twice', ['denwaban:pools', i, 'tenants', j], why, action));
      }
      named.set(tenant, pool.id);
    }
  }
  return problems;
}

/**
 * Tenants of a pool that there are none of: a slip in an id would let the wrong people answer, without a word.
 *
 * @param known ids of all tenant files, broken ones too
 */
export function checkPoolTenants(source: SourceFile, known: ReadonlySet<string>): Diagnostic[] {
  const { config } = source.value as { config: StackConfig };
  return config['denwaban:pools'].flatMap((pool, i) =>
    (pool.tenants ?? []).flatMap((tenant, j): Diagnostic[] => {
      if (known.has(tenant)) return [];
      const { line, column } = source.at(['config', 'denwaban:pools', i, 'tenants', j]);
      const message = {
        en: `there is no tenant ${tenant}, which pool ${pool.id} is to answer for`,
        ja: `プール ${pool.id} が受けるはずの契約会社 ${tenant} がありません`,
      };
      const action = {
        en: 'mend the id, or take it away where the tenant’s file was deleted',
        ja: '契約会社IDを直すか、ファイルが消された契約会社なら外してください',
      };
      const code = 'stack-pool-tenant-unknown';
      return [{ code, severity: 'error', file: source.file, line, column, message, action }];
    }),
  );
}

/** Each of the buckets has exactly one shard: a bucket of none would drop its tenants, one of two would release them twice. */
function shards(config: StackConfig, report: Report): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const owner = new Array<string | undefined>(BUCKETS).fill(undefined);
  for (const [name, [first, last]] of Object.entries(config['denwaban:shards'])) {
    const path = ['denwaban:shards', name];
    if (isAwsPart(name)) {
      const why = {
        en: `${name} is no shard: the Pulumi stack of that name holds what lies in AWS`,
        ja: `${name} はシャードの名前にできません。この名前の Pulumi スタックが AWS に置くものを持ちます`,
      };
      const action = { en: 'give it another name', ja: '別の名前にしてください' };
      problems.push(report('stack-shard-reserved', path, why, action));
    }
    if (first > last) {
      const why = {
        en: `shard ${name} ends before it begins`,
        ja: `シャード ${name} の終わりが始まりより前です`,
      };
      const action = { en: 'write [first, last]', ja: '[最初, 最後] と書いてください' };
      problems.push(report('stack-shards', path, why, action));
      continue;
    }
    const taken = owner.slice(first, last + 1).find((o) => o !== undefined);
    if (taken !== undefined) {
      const why = {
        en: `shard ${name} has buckets that shard ${taken} has, and a bucket belongs to one`,
        ja: `シャード ${name} のバケットがシャード ${taken} と重なっています。一つのバケットは一つのシャードのものです`,
      };
      const action = { en: 'let the ranges not overlap', ja: '範囲が重ならないようにしてください' };
      problems.push(report('stack-shards', path, why, action));
      continue;
    }
    owner.fill(name, first, last + 1);
  }
  const missing = owner.indexOf(undefined);
  if (missing >= 0 && problems.length === 0) {
    const why = {
      en: `bucket ${missing} belongs to no shard, and its tenants would not be served`,
      ja: `バケット ${missing} がどのシャードにもなく、その契約会社の電話を受けられません`,
    };
    const action = {
      en: `let the shards cover 0 to ${BUCKETS - 1}`,
      ja: `シャードが 0 から ${BUCKETS - 1} までを覆うようにしてください`,
    };
    problems.push(report('stack-shards', ['denwaban:shards'], why, action));
  }
  return problems;
}
