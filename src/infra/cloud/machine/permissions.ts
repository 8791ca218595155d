import type * as pulumi from '@pulumi/pulumi';
import type { Statement } from '../../access/document.ts';
import { infraNames } from '../../names.ts';
import type { CloudSettings } from '../settings.ts';

export interface MachineRights {
  name: string;
  group: string;
  /** ARN of the repository of its image. */
  repository: pulumi.Input<string>;
  storeKey: pulumi.Input<string>;
  secretsKey: pulumi.Input<string>;
  logGroup: pulumi.Input<string>;
  metrics: string;
}

/** What a machine may: read what is desired of it, say how it is, resolve its secrets. It writes its own status, and which calls wait for a report, and nothing else. */
export function machineStatements(settings: CloudSettings, rights: MachineRights): Statement[] {
  const { account, region, store, stack } = settings;
  const bucket = `arn:aws:s3:::${store}`;
  const own = `nodes/${rights.name}`;
  const secrets = `arn:aws:secretsmanager:${region}:${account}:secret:${infraNames(stack, account).secrets}`;
  return [
    {
      sid: 'ReadWhatIsDesired',
      actions: ['s3:GetObject'],
      resources: ['objects/*', 'releases/*', `${own}/*`, 'nodes/*/calls'].map((key) => `${bucket}/${key}`),
    },
    // Whoever may not list gets 403 for what is not there, and could not tell it from what is forbidden. Keys are digests and names of nodes.
    { sid: 'KnowWhatIsThere', actions: ['s3:ListBucket'], resources: [bucket] },
    {
      sid: 'SayStatus',
      actions: ['s3:PutObject'],
      resources: ['status', 'calls'].map((key) => `${bucket}/${own}/${key}`),
    },
    {
      sid: 'UseStoreKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [rights.storeKey],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    },
    {
      sid: 'ResolveSecrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: settings.secrets.map((name) => `${secrets}/${name}-??????`),
    },
    {
      sid: 'OpenSecrets',
      actions: ['kms:Decrypt'],
      resources: [rights.secretsKey],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
    },
    { sid: 'AskRegistry', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    {
      sid: 'PullImage',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [rights.repository],
    },
    { sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [rights.logGroup] },
    {
      sid: 'Measure',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': rights.metrics } },
    },
    {
      sid: 'AnswerItsGroup',
      actions: ['autoscaling:CompleteLifecycleAction'],
      resources: [
        `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${rights.group}`,
      ],
    },
  ];
}
