import type { Statement } from '../access/document.ts';
import { infraNames } from '../names.ts';
import { lookStatements } from './look-permissions.ts';
import { readState } from './plan-permissions.ts';
import type { CiRolesArgs } from './settings.ts';

/** Drift reads, asks AWS and the nodes, and looks into Chatwork's rooms. It writes nothing but its question. */
export function driftStatements(args: CiRolesArgs): Statement[] {
  const { stack, account, region, store } = args;
  const bucket = `arn:aws:s3:::${store}`;
  return [
    ...readState(stack, account),
    { sid: 'OpenState', actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: [args.stateKey] },
    { sid: 'ListStore', actions: ['s3:ListBucket', 's3:GetBucketLocation'], resources: [bucket] },
    { sid: 'ReadStore', actions: ['s3:GetObject'], resources: [`${bucket}/*`] },
    { sid: 'AskNodes', actions: ['s3:PutObject'], resources: [`${bucket}/nodes/*/ask`] },
    useStoreKey(account, region),
    chatworkSecrets(args),
    ...lookStatements(args),
  ];
}

/** Chatwork's token and the key of the rooms' markers. Secrets Manager adds six characters to a name. */
export function chatworkSecrets({ stack, account, region }: CiRolesArgs): Statement {
  const prefix = `arn:aws:secretsmanager:${region}:${account}:secret:${infraNames(stack, account).secrets}`;
  return {
    sid: 'ChatworkSecrets',
    actions: ['secretsmanager:GetSecretValue'],
    resources: [`${prefix}/chatwork-token-??????`, `${prefix}/room-marker-??????`],
  };
}

/** The keys of store and secrets are younger than these roles: any key of the account, but only in S3's and Secrets Manager's hands. */
export function useStoreKey(account: string, region: string): Statement {
  return {
    sid: 'UseStoreKey',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [`arn:aws:kms:${region}:${account}:key/*`],
    conditions: {
      StringEquals: {
        'kms:ViaService': [`s3.${region}.amazonaws.com`, `secretsmanager.${region}.amazonaws.com`],
      },
    },
  };
}
