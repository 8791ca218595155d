import type { Flow } from '../flows.ts';
import { every, type Graph, theOne } from '../graph.ts';
import { blocksPublic, encryptionOfPut, mayUseBucket } from '../reach/buckets.ts';
import { mayAssume } from '../reach/github.ts';
import type { Principal } from '../reach/iam/evaluate.ts';
import { identityOf } from '../reach/identities.ts';
import { mayReadSecret, mayUseKey } from '../reach/keys.ts';
import { may } from './machines.ts';

const WORLD: Principal = { kind: 'world' };
const REPOSITORY = 'repo:denwaban-example/denwaban';

const role = (graph: Graph, name: string) => identityOf(graph, 'Role', name);

type Bucket = 'store' | 'state';
type Action = 's3:GetObject' | 's3:PutObject' | 's3:DeleteObject' | 's3:DeleteObjectVersion';

const bucketFlow = (
  who: string,
  what: string,
  bucket: Bucket,
  action: Action,
  key: string,
  allowed: boolean,
): Flow => ({
  name: `${who} role: ${what}`,
  allowed,
  ask: (graph) => mayUseBucket(graph, role(graph, who), { bucket, action, key }) === 'allowed',
});

const keyFlow = (who: string, what: string, action: string, key: string, allowed: boolean): Flow => ({
  name: `${who} role: ${what}`,
  allowed,
  ask: (graph) => mayUseKey(graph, role(graph, who), action, key) === 'allowed',
});

const secretFlow = (who: string, secret: string, allowed: boolean): Flow => ({
  name: `${who} role: reads the secret ${secret}`,
  allowed,
  ask: (graph) => mayReadSecret(graph, role(graph, who), secret) === 'allowed',
});

const assumes = (what: string, who: string, sub: string, allowed: boolean, aud?: string): Flow => ({
  name: `${what} takes the ${who} role on`,
  allowed,
  ask: (graph) => mayAssume(graph, who, aud === undefined ? { sub } : { sub, aud }) === 'allowed',
});

const iam = (
  what: string,
  action: string,
  resource: string,
  more: Record<string, string>,
  allowed: boolean,
): Flow => ({
  name: `apply role: ${what}`,
  allowed,
  ask: (graph) => may(graph, role(graph, 'apply'), action, `arn:aws:iam::123456789012:${resource}`, more),
});

const BOUNDARY = {
  'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/denwaban/ci/denwaban-prod-machine',
};

const ROLES: readonly Flow[] = [
  bucketFlow('plan', 'reads state', 'state', 's3:GetObject', '.pulumi/stacks/x.json', true),
  bucketFlow('plan', 'writes state', 'state', 's3:PutObject', '.pulumi/stacks/x.json', false),
  bucketFlow('plan', 'reads the store', 'store', 's3:GetObject', 'objects/0a', false),
  bucketFlow('plan', 'writes a pointer', 'store', 's3:PutObject', 'nodes/node1/desired/cluster', false),
  keyFlow('plan', 'opens a secret of state', 'kms:Decrypt', 'state', false),
  secretFlow('plan', 'chatwork-token', false),
  keyFlow('plan', 'signs a release', 'kms:Sign', 'signing', false),
  bucketFlow('drift', 'reads state', 'state', 's3:GetObject', '.pulumi/stacks/x.json', true),
  bucketFlow('drift', 'writes state', 'state', 's3:PutObject', '.pulumi/stacks/x.json', false),
  bucketFlow('drift', 'reads a node’s status', 'store', 's3:GetObject', 'nodes/node1/status', true),
  bucketFlow('drift', 'asks a node', 'store', 's3:PutObject', 'nodes/node1/ask', true),
  bucketFlow('drift', 'writes a node’s status', 'store', 's3:PutObject', 'nodes/node1/status', false),
  bucketFlow('drift', 'moves a pointer', 'store', 's3:PutObject', 'nodes/node1/desired/cluster', false),
  bucketFlow('drift', 'writes a release', 'store', 's3:PutObject', 'releases/0a', false),
  bucketFlow('drift', 'deletes an object', 'store', 's3:DeleteObject', 'objects/0a', false),
  secretFlow('drift', 'chatwork-token', true),
  secretFlow('drift', 'operator-op1', false),
  keyFlow('drift', 'signs a release', 'kms:Sign', 'signing', false),
  bucketFlow('apply', 'moves a pointer', 'store', 's3:PutObject', 'nodes/node1/desired/cluster', true),
  bucketFlow('apply', 'writes a release', 'store', 's3:PutObject', 'releases/0a', true),
  bucketFlow('apply', 'writes state', 'state', 's3:PutObject', '.pulumi/stacks/x.json', true),
  bucketFlow(
    'apply',
    'deletes the history of state',
    'state',
    's3:DeleteObjectVersion',
    '.pulumi/stacks/x.json',
    false,
  ),
  bucketFlow(
    'apply',
    'deletes the history of the store',
    'store',
    's3:DeleteObjectVersion',
    'releases/0a',
    false,
  ),
  keyFlow('apply', 'signs a release', 'kms:Sign', 'signing', true),
  keyFlow('apply', 'opens a secret of state', 'kms:Decrypt', 'state', true),
  keyFlow('apply', 'throws the key of state away', 'kms:ScheduleKeyDeletion', 'state', false),
  secretFlow('apply', 'chatwork-token', true),
  secretFlow('apply', 'operator-op1', false),
  iam('makes a machine’s role within the boundary', 'iam:CreateRole', 'role/denwaban/prod/x', BOUNDARY, true),
  iam('makes a role without the boundary', 'iam:CreateRole', 'role/denwaban/prod/x', {}, false),
  iam('makes a role elsewhere', 'iam:CreateRole', 'role/x', BOUNDARY, false),
  iam('widens its own rights', 'iam:PutRolePolicy', 'role/denwaban/ci/denwaban-prod-apply', BOUNDARY, false),
  iam(
    'lets somebody else take it on',
    'iam:UpdateAssumeRolePolicy',
    'role/denwaban/ci/denwaban-prod-apply',
    {},
    false,
  ),
  iam('moves the boundary', 'iam:CreatePolicyVersion', 'policy/denwaban/ci/denwaban-prod-machine', {}, false),
  {
    name: 'apply role: builds in another region',
    allowed: false,
    ask: (graph) =>
      may(graph, role(graph, 'apply'), 'ec2:RunInstances', '*', { 'aws:RequestedRegion': 'us-east-1' }),
  },
  {
    name: 'apply role: builds in its region',
    allowed: true,
    ask: (graph) => may(graph, role(graph, 'apply'), 'ec2:RunInstances', '*'),
  },
];

const JOBS: readonly Flow[] = [
  assumes('a pull request', 'plan', `${REPOSITORY}:pull_request`, true),
  assumes('a pull request', 'apply', `${REPOSITORY}:pull_request`, false),
  assumes('a pull request', 'drift', `${REPOSITORY}:pull_request`, false),
  assumes('the environment', 'apply', `${REPOSITORY}:environment:prod`, true),
  assumes('the approving environment', 'apply', `${REPOSITORY}:environment:prod-approval`, true),
  assumes('the approving environment', 'drift', `${REPOSITORY}:environment:prod-approval`, false),
  assumes('the environment of staging', 'apply', `${REPOSITORY}:environment:staging`, false),
  assumes('the main branch without its environment', 'apply', `${REPOSITORY}:ref:refs/heads/main`, false),
  assumes('the main branch', 'drift', `${REPOSITORY}:ref:refs/heads/main`, true),
  assumes('another branch', 'drift', `${REPOSITORY}:ref:refs/heads/x`, false),
  assumes('a fork', 'apply', 'repo:somebody/denwaban:environment:prod', false),
  assumes('a fork’s pull request', 'plan', 'repo:somebody/denwaban:pull_request', false),
  assumes('another repository of the owner', 'apply', 'repo:denwaban-example/other:environment:prod', false),
  assumes(
    'a repository with a longer name',
    'apply',
    'repo:denwaban-example/denwaban-2:environment:prod',
    false,
  ),
  assumes(
    'a token for somebody else',
    'apply',
    `${REPOSITORY}:environment:prod`,
    false,
    'https://elsewhere.example',
  ),
];

const BUCKETS: readonly Flow[] = (['store', 'state'] as const).flatMap((bucket): Flow[] => [
  {
    name: `world: reads an object of the ${bucket}`,
    allowed: false,
    ask: (graph) =>
      mayUseBucket(graph, WORLD, { bucket, action: 's3:GetObject', key: 'objects/0a' }) === 'allowed',
  },
  {
    name: `world: would be let in, were somebody to open the ${bucket}’s policy by hand`,
    allowed: false,
    ask: (graph) => !blocksPublic(graph, theOne(graph, 'Bucket', bucket)),
  },
  {
    name: `apply role: reads the ${bucket} over plain HTTP`,
    allowed: false,
    ask: (graph) =>
      mayUseBucket(graph, role(graph, 'apply'), {
        bucket,
        action: 's3:GetObject',
        key: 'objects/0a',
        tls: false,
      }) === 'allowed',
  },
  {
    name: `the ${bucket}: what is overwritten is lost`,
    allowed: false,
    ask: (graph) =>
      !every(graph, 'BucketVersioning').some(
        ({ name, inputs }) => name === bucket && inputs.versioningConfiguration.status === 'Enabled',
      ),
  },
]);

const put = (name: string, header: { algorithm?: string; key?: string }): Flow => ({
  name: `apply role: puts an object ${name}, and it lies under another key than the store’s`,
  allowed: false,
  ask: (graph) => {
    const lies = encryptionOfPut(graph, role(graph, 'apply'), { bucket: 'store', key: 'objects/0a' }, header);
    return lies !== undefined && lies !== theOne(graph, 'Key', 'store').outputs.arn;
  },
});

export const ACCESS: readonly Flow[] = [
  ...ROLES,
  ...JOBS,
  ...BUCKETS,
  put('without saying how', {}),
  put('without KMS', { algorithm: 'AES256' }),
  put('under a key of somebody else’s', {
    algorithm: 'aws:kms',
    key: 'arn:aws:kms:ap-northeast-1:999999999999:key/theirs',
  }),
  {
    name: 'apply role: puts an object as the SDK does',
    allowed: true,
    ask: (graph) =>
      encryptionOfPut(graph, role(graph, 'apply'), { bucket: 'store', key: 'objects/0a' }, {}) ===
      theOne(graph, 'Key', 'store').outputs.arn,
  },
];
