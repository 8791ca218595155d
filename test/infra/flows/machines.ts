import type { Flow } from '../flows.ts';
import type { Graph } from '../graph.ts';
import { mayUseBucket, type ObjectRequest } from '../reach/buckets.ts';
import { parsePolicy } from '../reach/iam/document.ts';
import { evaluate, type Principal } from '../reach/iam/evaluate.ts';
import { identityOf, machineRole } from '../reach/identities.ts';
import { mayReadSecret, mayUseKey } from '../reach/keys.ts';
import { credentialsWithoutToken, imageMayMove, readableDisk } from '../reach/machine-secrecy.ts';
import { machineOf } from '../reach/network/machines.ts';
import { wayToS3 } from '../reach/network/reaches.ts';
import { hopToS3 } from '../reach/network/routes.ts';
import { contextOf } from '../reach/requests.ts';

const MACHINES_OF = ['node1', 'node3', 'edge1'];

function on(graph: Graph, machine: string): Principal {
  return identityOf(graph, 'Role', machineRole(graph, machineOf(graph, machine).template));
}

const store = (name: string, action: string, key: string | undefined, allowed: boolean): Flow => ({
  name: `node1’s role: ${name}`,
  allowed,
  ask: (graph) => mayUseBucket(graph, on(graph, 'node1'), asked({ action, key })) === 'allowed',
});

function asked({ action, key }: { action: string; key: string | undefined }): ObjectRequest {
  return { bucket: 'store', action, ...(key === undefined ? {} : { key }) };
}

/** Through the endpoint: its own policy counts beside all others. */
function throughEndpoint(graph: Graph, machine: string, action: string, resource: string): boolean {
  if (wayToS3(graph, machine) !== 'endpoint') return false;
  const hop = hopToS3(graph, machineOf(graph, machine).subnet);
  const who = on(graph, machine);
  const request = { action, resource, context: contextOf(graph, who) };
  const policy = hop.to === 's3' ? parsePolicy(hop.endpoint.inputs.policy) : [];
  return evaluate(who, request, policy) === 'allowed';
}

export const MACHINES: readonly Flow[] = [
  ...MACHINES_OF.flatMap((machine): Flow[] => [
    {
      name: `${machine} → S3 by the gateway endpoint`,
      allowed: true,
      ask: (graph) => wayToS3(graph, machine) === 'endpoint',
    },
    {
      name: `${machine} → the store through the endpoint`,
      allowed: true,
      ask: (graph) =>
        throughEndpoint(
          graph,
          machine,
          's3:GetObject',
          'arn:aws:s3:::denwaban-prod-store-123456789012/objects/a',
        ),
    },
    {
      name: `${machine} → a bucket of somebody else’s through the endpoint`,
      allowed: false,
      ask: (graph) => throughEndpoint(graph, machine, 's3:PutObject', 'arn:aws:s3:::somebody-elses/stolen'),
    },
    {
      name: `${machine}: credentials for whoever asks without a session token (IMDSv1)`,
      allowed: false,
      ask: (graph) => credentialsWithoutToken(graph, machine),
    },
    {
      name: `${machine}: a disk that can be read without a key`,
      allowed: false,
      ask: (graph) => readableDisk(graph, machine),
    },
    {
      name: `${machine}: an image that moves, or that nobody scans`,
      allowed: false,
      ask: (graph) => imageMayMove(graph, machine),
    },
  ]),
  store('reads an object', 's3:GetObject', 'objects/0a', true),
  store('reads a release', 's3:GetObject', 'releases/0a', true),
  store('reads its own pointer', 's3:GetObject', 'nodes/node1/desired/cluster', true),
  store('reads its own question', 's3:GetObject', 'nodes/node1/ask', true),
  store('lists', 's3:ListBucket', undefined, true),
  store('writes its own status', 's3:PutObject', 'nodes/node1/status', true),
  store('tells which of its calls wait for a report', 's3:PutObject', 'nodes/node1/calls', true),
  store('hears which calls of another node wait for one', 's3:GetObject', 'nodes/node2/calls', true),
  store('tells that of another node', 's3:PutObject', 'nodes/node2/calls', false),
  store('reads another node’s pointer', 's3:GetObject', 'nodes/node2/desired/cluster', false),
  store('reads the key of fingerprints', 's3:GetObject', 'keys/fingerprint', false),
  store('writes another node’s status', 's3:PutObject', 'nodes/node2/status', false),
  store('writes its own pointer', 's3:PutObject', 'nodes/node1/desired/cluster', false),
  store('writes a release', 's3:PutObject', 'releases/0a', false),
  store('writes an object', 's3:PutObject', 'objects/0a', false),
  store('deletes an object', 's3:DeleteObject', 'objects/0a', false),
  store('changes the bucket’s policy', 's3:PutBucketPolicy', undefined, false),
  {
    name: 'node1’s role: reads Pulumi’s state',
    allowed: false,
    ask: (graph) =>
      mayUseBucket(graph, on(graph, 'node1'), { bucket: 'state', action: 's3:GetObject', key: 'x' }) ===
      'allowed',
  },
  {
    name: 'node1’s role: resolves an operator’s password',
    allowed: true,
    ask: (graph) => mayReadSecret(graph, on(graph, 'node1'), 'operator-op1') === 'allowed',
  },
  {
    name: 'node1’s role: signs a release',
    allowed: false,
    ask: (graph) => mayUseKey(graph, on(graph, 'node1'), 'kms:Sign', 'signing') === 'allowed',
  },
  {
    name: 'node1’s role: opens something with the store’s key past S3',
    allowed: false,
    ask: (graph) => mayUseKey(graph, on(graph, 'node1'), 'kms:Decrypt', 'store') === 'allowed',
  },
  {
    name: 'node1’s role: changes security groups',
    allowed: false,
    ask: (graph) => may(graph, on(graph, 'node1'), 'ec2:AuthorizeSecurityGroupIngress', '*'),
  },
  {
    name: 'node1’s role: answers its own group',
    allowed: true,
    ask: (graph) => may(graph, on(graph, 'node1'), 'autoscaling:CompleteLifecycleAction', groupArn('node1')),
  },
  {
    name: 'node1’s role: answers another’s group',
    allowed: false,
    ask: (graph) => may(graph, on(graph, 'node1'), 'autoscaling:CompleteLifecycleAction', groupArn('node2')),
  },
  {
    name: 'the mail user: sends from the report domain',
    allowed: true,
    ask: (graph) => sends(graph, 'reports@report.denwaban.example'),
  },
  {
    name: 'the mail user: sends from another domain',
    allowed: false,
    ask: (graph) => sends(graph, 'president@bank.example'),
  },
];

export function may(graph: Graph, who: Principal, action: string, resource: string, more = {}): boolean {
  return evaluate(who, { action, resource, context: contextOf(graph, who, more) }) === 'allowed';
}

function groupArn(node: string): string {
  return `arn:aws:autoscaling:ap-northeast-1:123456789012:autoScalingGroup:0-0:autoScalingGroupName/denwaban-prod-${node}`;
}

function sends(graph: Graph, from: string): boolean {
  const identity = 'arn:aws:ses:ap-northeast-1:123456789012:identity/report.denwaban.example';
  return may(graph, identityOf(graph, 'User', 'mail'), 'ses:SendRawEmail', identity, {
    'ses:FromAddress': from,
  });
}
