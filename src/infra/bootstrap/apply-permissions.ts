import type { Statement } from '../access/document.ts';
import { CI_PATH, infraNames } from '../names.ts';
import { chatworkSecrets } from './drift-permissions.ts';
import { READS_BUCKET } from './look-permissions.ts';
import type { CiRolesArgs } from './settings.ts';

/** Services in which apply builds. What it may not do there is said by the refusals below. */
const BUILDS = [
  'autoscaling:*',
  'cloudwatch:*',
  'ec2:*',
  'ecr:*',
  'kms:*',
  'logs:*',
  'route53:*',
  'ses:*',
  'sns:*',
];
/** What the provider asks and sets of a bucket. */
const KEEPS_BUCKET = [
  ...READS_BUCKET,
  's3:CreateBucket',
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutBucket*',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
];
/** Services that are not of one region. */
const EVERYWHERE = ['iam:*', 'route53:*', 'sts:*', 's3:ListAllMyBuckets'];

/** Apply builds the stack and releases on it. It may neither widen its own rights nor lose state, keys and history. */
export function applyStatements(args: CiRolesArgs): Statement[] {
  const { stack, account, region, store } = args;
  const names = infraNames(stack, account);
  const iam = `arn:aws:iam::${account}`;
  const state = `arn:aws:s3:::${names.stateBucket}`;
  const bucket = `arn:aws:s3:::${store}`;
  const secrets = `arn:aws:secretsmanager:${region}:${account}:secret:${names.secrets}/*`;
  return [
    { sid: 'UseState', actions: ['s3:ListBucket', 's3:GetBucketLocation'], resources: [state] },
    {
      sid: 'WriteState',
      actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      resources: [`${state}/*`],
    },
    { sid: 'KeepStore', actions: KEEPS_BUCKET, resources: [bucket] },
    {
      sid: 'WriteStore',
      actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      resources: [`${bucket}/*`],
    },
    { sid: 'Build', actions: BUILDS, resources: ['*'] },
    {
      sid: 'KeepSecrets',
      actions: [
        'secretsmanager:CreateSecret',
        'secretsmanager:DeleteSecret',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetResourcePolicy',
        'secretsmanager:TagResource',
        'secretsmanager:UpdateSecret',
      ],
      resources: [secrets],
    },
    chatworkSecrets(args),
    {
      sid: 'MachineRoles',
      actions: ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'],
      resources: [`${iam}:role${names.machinePath}*`],
      conditions: { ArnEquals: { 'iam:PermissionsBoundary': names.boundary } },
    },
    {
      sid: 'TendMachineRoles',
      actions: [
        'iam:AddRoleToInstanceProfile',
        'iam:CreateInstanceProfile',
        'iam:DeleteInstanceProfile',
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:GetInstanceProfile',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListAttachedRolePolicies',
        'iam:ListInstanceProfilesForRole',
        'iam:ListRolePolicies',
        'iam:RemoveRoleFromInstanceProfile',
        'iam:TagInstanceProfile',
        'iam:TagRole',
        'iam:UpdateAssumeRolePolicy',
      ],
      resources: [`${iam}:role${names.machinePath}*`, `${iam}:instance-profile${names.machinePath}*`],
    },
    {
      sid: 'HandRolesToMachines',
      actions: ['iam:PassRole'],
      resources: [`${iam}:role${names.machinePath}*`],
      conditions: {
        StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'vpc-flow-logs.amazonaws.com'] },
      },
    },
    {
      sid: 'MailUser',
      actions: ['iam:CreateUser', 'iam:PutUserPolicy', 'iam:PutUserPermissionsBoundary'],
      resources: [`${iam}:user${names.machinePath}*`],
      conditions: { ArnEquals: { 'iam:PermissionsBoundary': names.boundary } },
    },
    {
      sid: 'TendMailUser',
      actions: ['iam:DeleteUser', 'iam:DeleteUserPolicy', 'iam:GetUser', 'iam:GetUserPolicy', 'iam:TagUser'],
      resources: [`${iam}:user${names.machinePath}*`],
    },
    ...refusals(args, { state, bucket }),
  ];
}

function refusals(
  { account, region, stateKey }: CiRolesArgs,
  { state, bucket }: { state: string; bucket: string },
): Statement[] {
  const iam = `arn:aws:iam::${account}`;
  return [
    {
      sid: 'NotItsOwnRights',
      effect: 'Deny',
      actions: ['iam:*'],
      resources: [`${iam}:role${CI_PATH}*`, `${iam}:policy${CI_PATH}*`, `${iam}:oidc-provider/*`],
    },
    {
      sid: 'NotTheBoundary',
      effect: 'Deny',
      actions: [
        'iam:DeleteRolePermissionsBoundary',
        'iam:DeleteUserPermissionsBoundary',
        'iam:CreateAccessKey',
      ],
      resources: ['*'],
    },
    {
      sid: 'NotTheHistory',
      effect: 'Deny',
      actions: [
        's3:DeleteBucket',
        's3:DeleteObjectVersion',
        's3:PutBucketVersioning',
        's3:PutLifecycleConfiguration',
      ],
      resources: [state, `${state}/*`],
    },
    {
      sid: 'NotTheRecords',
      effect: 'Deny',
      actions: ['s3:DeleteObject'],
      resources: [`${bucket}/applied/*`],
    },
    { sid: 'NotTheStore', effect: 'Deny', actions: ['s3:DeleteObjectVersion'], resources: [`${bucket}/*`] },
    {
      sid: 'NotTheKeyOfState',
      effect: 'Deny',
      actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:CreateGrant'],
      resources: [stateKey],
    },
    {
      sid: 'NotElsewhere',
      effect: 'Deny',
      actions: [],
      notActions: EVERYWHERE,
      resources: ['*'],
      conditions: { StringNotEquals: { 'aws:RequestedRegion': region } },
    },
  ];
}
