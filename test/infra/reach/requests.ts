import type { Graph } from '../graph.ts';
import type { Context } from './iam/condition.ts';
import type { Principal } from './iam/evaluate.ts';

/** What AWS knows of any request: keys that this request has not are known to be absent. */
export function contextOf(graph: Graph, principal: Principal, more: Context = {}): Context {
  return {
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': graph.settings.region,
    'aws:PrincipalArn': principal.kind === 'identity' ? principal.arn : undefined,
    'aws:PrincipalAccount': principal.kind === 'identity' ? principal.account : undefined,
    'aws:SourceAccount': undefined,
    'kms:ViaService': undefined,
    's3:x-amz-server-side-encryption': undefined,
    's3:x-amz-server-side-encryption-aws-kms-key-id': undefined,
    's3:prefix': undefined,
    'iam:PermissionsBoundary': undefined,
    'iam:PassedToService': undefined,
    'cloudwatch:namespace': undefined,
    'ses:FromAddress': undefined,
    ...more,
  };
}
