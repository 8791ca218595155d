import type { Statement } from '../access/document.ts';
import { CI_PATH, infraNames } from '../names.ts';
import type { BootstrapSettings } from './settings.ts';

/** What the provider asks of a bucket. */
export const READS_BUCKET = [
  's3:GetAccelerateConfiguration',
  's3:GetBucket*',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
  's3:ListBucket',
];

/** What it asks of everything else; most of these questions name no resource. */
const READS = [
  'autoscaling:Describe*',
  'cloudwatch:DescribeAlarms',
  'cloudwatch:ListTagsForResource',
  'ec2:Describe*',
  'ecr:DescribeRepositories',
  'ecr:GetLifecyclePolicy',
  'ecr:ListTagsForResource',
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListResourceTags',
  'logs:DescribeLogGroups',
  'logs:DescribeMetricFilters',
  'logs:ListTagsForResource',
  'route53:GetHostedZone',
  'route53:ListResourceRecordSets',
  'ses:GetEmailIdentity',
  'ses:ListTagsForResource',
  'sns:GetSubscriptionAttributes',
  'sns:GetTopicAttributes',
  'sns:ListTagsForResource',
];

/**
 * To compare with Pulumi's state what the two programs have made: how each thing is set up, and of nothing what is in it. No value of a secret,
 * no object of a bucket, no key to open anything with.
 */
export function lookStatements({ stack, account, region, store }: BootstrapSettings): Statement[] {
  const names = infraNames(stack, account);
  const iam = `arn:aws:iam::${account}`;
  const ci = `${CI_PATH}denwaban-${stack}-*`;
  return [
    { sid: 'Look', actions: READS, resources: ['*'] },
    {
      sid: 'LookAtBuckets',
      actions: READS_BUCKET,
      resources: [`arn:aws:s3:::${store}`, `arn:aws:s3:::${names.stateBucket}`],
    },
    {
      sid: 'LookAtSecrets',
      actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy'],
      resources: [`arn:aws:secretsmanager:${region}:${account}:secret:${names.secrets}/*`],
    },
    {
      sid: 'LookAtRights',
      actions: [
        'iam:GetInstanceProfile',
        'iam:GetOpenIDConnectProvider',
        'iam:GetPolicy',
        'iam:GetPolicyVersion',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:GetUser',
        'iam:GetUserPolicy',
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
      ],
      resources: [
        ...['role', 'user', 'instance-profile'].map((kind) => `${iam}:${kind}${names.machinePath}*`),
        `${iam}:role${ci}`,
        `${iam}:policy${ci}`,
        `${iam}:oidc-provider/*`,
      ],
    },
  ];
}
