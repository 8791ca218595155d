import type { Statement } from '../access/document.ts';
import { infraNames } from '../names.ts';
import type { BootstrapSettings } from './settings.ts';

/** A plan compares files with state: it reads state and opens nothing, so that a pull request's code learns no secret. */
export function planStatements({ stack, account }: BootstrapSettings): Statement[] {
  return [
    ...readState(stack, account),
    {
      sid: 'OpensNothing',
      effect: 'Deny',
      actions: [
        'kms:Decrypt',
        'kms:GenerateDataKey*',
        'kms:ReEncrypt*',
        'kms:Sign',
        'secretsmanager:GetSecretValue',
      ],
      resources: ['*'],
    },
  ];
}

export function readState(stack: string, account: string): Statement[] {
  const bucket = `arn:aws:s3:::${infraNames(stack, account).stateBucket}`;
  return [
    { sid: 'ListState', actions: ['s3:ListBucket', 's3:GetBucketLocation'], resources: [bucket] },
    { sid: 'ReadState', actions: ['s3:GetObject'], resources: [`${bucket}/*`] },
  ];
}
