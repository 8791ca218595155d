import type { Resource } from './graph.ts';
import type { Statement } from './reach/iam/document.ts';

export type Change = (resource: Resource) => Resource | undefined;

/** Changes the inputs of every resource of that type and (part of a) name. */
function inputs(word: string, name: string, change: (inputs: Resource['inputs']) => object): Change {
  return (r) => (is(r, word, name) ? { ...r, inputs: { ...r.inputs, ...change(r.inputs) } } : r);
}

function without(word: string, name: string): Change {
  return (r) => (is(r, word, name) ? undefined : r);
}

/** Changes the statements of a policy. */
function policy(
  word: string,
  name: string,
  change: (statements: Statement[]) => Statement[],
  key = 'policy',
): Change {
  return inputs(word, name, (values) => {
    const document = JSON.parse(values[key]) as { Statement: Statement[] };
    return { [key]: JSON.stringify({ ...document, Statement: change(document.Statement) }) };
  });
}

/** A name that ends in … is the beginning of one. */
function is({ type, name }: Resource, word: string, wanted: string): boolean {
  return (
    type.endsWith(`:${word}`) &&
    (wanted.endsWith('…') ? name.startsWith(wanted.slice(0, -1)) : name === wanted)
  );
}

const allow = (action: string, resource: string): Statement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
const without_ = (sid: string) => (all: Statement[]) => all.filter((s) => s.Sid !== sid);
const condition = (change: Statement['Condition'] | undefined) => (all: Statement[]) =>
  all.map(({ Condition: _, ...s }) => (change === undefined ? s : { ...s, Condition: change }));

const OIDC = 'token.actions.githubusercontent.com';
const AUD = { [`${OIDC}:aud`]: 'sts.amazonaws.com' };
const STORE = 'arn:aws:s3:::denwaban-prod-store-123456789012';

/** Each mistake, how it is made, and a question that it must be caught by. */
export const MISTAKES: readonly (readonly [mistake: string, change: Change, caughtBy: string])[] = [
  [
    'SIP of the edges is open to the world',
    inputs('SecurityGroupIngressRule', 'edge-in-sip-carriers-udp-192.0.2.0-26', () => ({
      cidrIpv4: '0.0.0.0/0',
    })),
    'world → edge: SIP (udp 5060)',
  ],
  [
    'operators’ cards are open to the world',
    inputs('SecurityGroupIngressRule', 'edge-in-cards-…', () => ({ cidrIpv4: '0.0.0.0/0' })),
    'world → edge: operators’ cards (tcp 443)',
  ],
  [
    'SIP of the nodes is open to a carrier',
    inputs('SecurityGroupIngressRule', 'node-in-sip-udp-edge', () => ({
      referencedSecurityGroupId: undefined,
      cidrIpv4: '192.0.2.0/26',
    })),
    'carrier → node: SIP past the edges (udp 5060)',
  ],
  [
    'the nodes let in their own group in place of the edges’',
    inputs('SecurityGroupIngressRule', 'node-in-sip-…', (v) => ({
      referencedSecurityGroupId: v.securityGroupId,
    })),
    'edge → node: SIP (udp 5060)',
  ],
  [
    'phones speak TLS on the wrong port',
    inputs('SecurityGroupIngressRule', 'edge-in-sip-operators-…', () => ({ fromPort: 5060, toPort: 5060 })),
    'operator → edge: SIP over TLS (tcp 5061)',
  ],
  [
    'the ports of voice end too early',
    inputs('SecurityGroupIngressRule', 'node-in-rtp-…', () => ({ toPort: 10_899 })),
    'carrier → node: voice (last port) (udp 10999)',
  ],
  [
    'voice comes from anywhere',
    inputs('SecurityGroupIngressRule', 'node-in-rtp-udp-192.0.2.0-26', () => ({ cidrIpv4: '0.0.0.0/0' })),
    'world → node: voice (udp 10500)',
  ],
  [
    'a mask is too wide by some bits',
    inputs('SecurityGroupIngressRule', 'node-in-reports-…', () => ({ cidrIpv4: '0.0.0.0/1' })),
    'world → node: mail (tcp 25)',
  ],
  [
    'reports with a password come from anywhere',
    inputs('SecurityGroupIngressRule', 'node-in-submission-…', () => ({ cidrIpv4: '0.0.0.0/0' })),
    'world → node: reports with a password (tcp 587)',
  ],
  [
    'reports without a password come from where it takes one',
    inputs('SecurityGroupIngressRule', 'node-in-submission-…', () => ({ fromPort: 25 })),
    'operator at home → node: reports without a password (tcp 25)',
  ],
  [
    'somebody needed ssh for a moment',
    inputs('SecurityGroupIngressRule', 'node-in-reports-…', () => ({ fromPort: 22, toPort: 25 })),
    'operator → node: ssh (tcp 22)',
  ],
  [
    'every protocol in place of one',
    inputs('SecurityGroupIngressRule', 'node-in-rtp-udp-203.0.113.0-24', () => ({ ipProtocol: '-1' })),
    'operator → node: ssh (tcp 22)',
  ],
  ['no way out of the VPC', without('Route', 'way-out'), 'node → Chatwork: API (tcp 443)'],
  [
    'the way out leads to half of the internet',
    inputs('Route', 'way-out', () => ({ destinationCidrBlock: '128.0.0.0/1' })),
    'node → Chatwork: API (tcp 443)',
  ],
  [
    'a subnet has no table',
    without('RouteTableAssociation', 'ap-northeast-1d'),
    'last node → AWS: registry, KMS, Secrets Manager (tcp 443)',
  ],
  [
    'the endpoint of S3 is in no table',
    inputs('VpcEndpoint', 's3', () => ({ routeTableIds: [] })),
    'node1 → S3 by the gateway endpoint',
  ],
  [
    'the endpoint of S3 lets everything through',
    policy('VpcEndpoint', 's3', () => [{ ...allow('s3:*', '*'), Principal: '*' }]),
    'node1 → a bucket of somebody else’s through the endpoint',
  ],
  ['an Elastic IP is bound to nothing', without('EipAssociation', 'edge1'), 'carrier → edge: SIP (udp 5060)'],
  [
    'a node has the group of the edges',
    inputs('NetworkInterface', 'node1', () => ({ securityGroups: ['SecurityGroup-edge'] })),
    'carrier → node: SIP past the edges (udp 5060)',
  ],
  [
    'IMDSv1 is allowed',
    inputs('LaunchTemplate', 'node1', (v) => ({
      metadataOptions: { ...v.metadataOptions, httpTokens: 'optional' },
    })),
    'node1: credentials for whoever asks without a session token (IMDSv1)',
  ],
  [
    'a disk is not encrypted',
    inputs('LaunchTemplate', 'node1', (v) => ({
      blockDeviceMappings: v.blockDeviceMappings.map((d: { ebs: object }) => ({
        ...d,
        ebs: { ...d.ebs, encrypted: 'false' },
      })),
    })),
    'node1: a disk that can be read without a key',
  ],
  [
    'an image is named by its tag',
    inputs('LaunchTemplate', 'node1', (v) => ({
      userData: Buffer.from(
        Buffer.from(v.userData, 'base64')
          .toString()
          .replace(/@sha256:[0-9a-f]+/g, ':current'),
      ).toString('base64'),
    })),
    'node1: an image that moves, or that nobody scans',
  ],
  [
    'nodes may do everything in S3',
    policy('RolePolicy', 'node1', (all) => [...all, allow('s3:*', '*')]),
    'node1’s role: writes another node’s status',
  ],
  [
    'nodes may do everything in S3, and have no boundary',
    (r) =>
      inputs('Role', 'node1', () => ({ permissionsBoundary: undefined }))(
        policy('RolePolicy', 'node1', (all) => [...all, allow('s3:*', '*')])(r) as Resource,
      ),
    'node1’s role: changes the bucket’s policy',
  ],
  [
    'nodes may write every status',
    policy('RolePolicy', 'node1', (all) => [...all, allow('s3:PutObject', `${STORE}/nodes/*/status`)]),
    'node1’s role: writes another node’s status',
  ],
  [
    'plan may decrypt',
    policy('RolePolicy', 'plan', (all) => [...without_('OpensNothing')(all), allow('kms:Decrypt', '*')]),
    'plan role: opens a secret of state',
  ],
  [
    'drift may write the whole store',
    policy('RolePolicy', 'drift', (all) => [...all, allow('s3:PutObject', `${STORE}/nodes/*`)]),
    'drift role: moves a pointer',
  ],
  [
    'apply may write its own policy',
    policy('RolePolicy', 'apply', (all) => [...without_('NotItsOwnRights')(all), allow('iam:*', '*')]),
    'apply role: widens its own rights',
  ],
  [
    'apply trusts every job of GitHub',
    policy('Role', 'apply', condition({ StringEquals: AUD }), 'assumeRolePolicy'),
    'a fork takes the apply role on',
  ],
  [
    'apply trusts whatever begins alike',
    policy(
      'Role',
      'apply',
      condition({
        StringEquals: AUD,
        StringLike: { [`${OIDC}:sub`]: 'repo:denwaban-example/denwaban*:environment:prod' },
      }),
      'assumeRolePolicy',
    ),
    'a repository with a longer name takes the apply role on',
  ],
  [
    'apply trusts every job of its repository',
    policy(
      'Role',
      'apply',
      condition({ StringEquals: AUD, StringLike: { [`${OIDC}:sub`]: 'repo:denwaban-example/denwaban:*' } }),
      'assumeRolePolicy',
    ),
    'a pull request takes the apply role on',
  ],
  [
    'a role trusts everybody',
    policy(
      'Role',
      'apply',
      (all) => condition(undefined)(all).map((s) => ({ ...s, Principal: '*' })),
      'assumeRolePolicy',
    ),
    'a fork takes the apply role on',
  ],
  [
    'a bucket can be made public',
    without('BucketPublicAccessBlock', 'store'),
    'world: would be let in, were somebody to open the store’s policy by hand',
  ],
  [
    'a bucket’s policy lets everybody read, and nothing blocks it',
    (r) =>
      without(
        'BucketPublicAccessBlock',
        'state',
      )(
        policy('BucketPolicy', 'state', (all) => [
          ...all,
          { ...allow('s3:GetObject', 'arn:aws:s3:::denwaban-prod-state-123456789012/*'), Principal: '*' },
        ])(r) as Resource,
      ),
    'world: reads an object of the state',
  ],
  [
    'a bucket speaks plain HTTP',
    policy('BucketPolicy', 'store', without_('TlsOnly')),
    'apply role: reads the store over plain HTTP',
  ],
  [
    'a bucket takes what KMS has not encrypted',
    policy('BucketPolicy', 'store', without_('NoOtherEncryption')),
    'apply role: puts an object without KMS, and it lies under another key than the store’s',
  ],
  [
    'a bucket encrypts with S3’s own key',
    without('BucketServerSideEncryptionConfiguration', 'store'),
    'apply role: puts an object without saying how, and it lies under another key than the store’s',
  ],
  [
    'a bucket has no versions',
    inputs('BucketVersioning', 'state', () => ({ versioningConfiguration: { status: 'Suspended' } })),
    'the state: what is overwritten is lost',
  ],
  [
    'a key’s policy names everybody',
    policy('Key', 'signing', () => [{ ...allow('kms:*', '*'), Principal: { AWS: '*' } }]),
    'node1’s role: signs a release',
  ],
  [
    'drift may not look at rights',
    policy('RolePolicy', 'drift', without_('LookAtRights')),
    'drift role: sees every aws:iam/role:Role',
  ],
  [
    'drift may do to the network whatever it likes',
    policy('RolePolicy', 'drift', (all) => [...all, allow('ec2:*', '*')]),
    'drift role: ec2:AuthorizeSecurityGroupIngress *',
  ],
];

/** What the checker cannot judge: it has to say so. */
export const UNKNOWN: readonly (readonly [what: string, change: Change])[] = [
  [
    'a condition',
    policy('RolePolicy', 'plan', condition({ DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } })),
  ],
  [
    'a condition’s key',
    policy('RolePolicy', 'plan', condition({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })),
  ],
  [
    'a part of a statement',
    policy('RolePolicy', 'plan', (all) => all.map((s) => ({ ...s, NotResource: '*' }))),
  ],
  ['rules inside a group', inputs('SecurityGroup', 'node', () => ({ ingress: [{ protocol: '-1' }] }))],
  ['a route to something else', inputs('Route', 'way-out', () => ({ gatewayId: 'nat-1' }))],
];
