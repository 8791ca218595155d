import type { Statement } from '../access/document.ts';
import { infraNames } from '../names.ts';
import type { BootstrapSettings } from './settings.ts';

/** The most that machines, and whatever else gets a role from apply, may ever do: none of it changes rights or infrastructure. */
export function machineBoundary({ stack, account, region, store }: BootstrapSettings): Statement[] {
  const bucket = `arn:aws:s3:::${store}`;
  const names = infraNames(stack, account);
  return [
    { sid: 'ReadStore', actions: ['s3:GetObject', 's3:ListBucket'], resources: [bucket, `${bucket}/*`] },
    {
      sid: 'SayStatus',
      actions: ['s3:PutObject'],
      resources: ['status', 'calls'].map((key) => `${bucket}/nodes/*/${key}`),
    },
    {
      sid: 'Secrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [`arn:aws:secretsmanager:${region}:${account}:secret:${names.secrets}/*`],
    },
    {
      sid: 'Keys',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GetPublicKey'],
      resources: [`arn:aws:kms:${region}:${account}:key/*`],
    },
    {
      sid: 'Run',
      actions: [
        'autoscaling:CompleteLifecycleAction',
        'cloudwatch:PutMetricData',
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:GetAuthorizationToken',
        'ecr:GetDownloadUrlForLayer',
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        'ses:SendRawEmail',
      ],
      resources: ['*'],
    },
  ];
}
