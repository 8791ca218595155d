import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument, trustDocument } from '../../access/document.ts';
import { infraNames } from '../../names.ts';
import type { CloudSettings } from '../settings.ts';

/** Who talked to whom in the VPC, refused connections too. Numbers of callers are not in it. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: CloudSettings & { vpcId: pulumi.Input<string> },
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('denwaban:aws:FlowLogs', name, {}, opts);
    const child = { parent: this };
    const names = infraNames(args.stack, args.account);
    const group = new aws.cloudwatch.LogGroup(
      name,
      { name: `${names.logs}/flow`, retentionInDays: 30 },
      child,
    );
    const role = new aws.iam.Role(
      name,
      {
        name: `denwaban-${args.stack}-flow-logs`,
        path: names.machinePath,
        permissionsBoundary: names.boundary,
        assumeRolePolicy: trustDocument({ Service: 'vpc-flow-logs.amazonaws.com' }, 'sts:AssumeRole', {
          StringEquals: { 'aws:SourceAccount': args.account },
        }),
      },
      child,
    );
    new aws.iam.RolePolicy(
      name,
      {
        role: role.name,
        policy: policyDocument([
          {
            sid: 'WriteFlows',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
            resources: [group.arn, pulumi.interpolate`${group.arn}:*`],
          },
        ]),
      },
      child,
    );
    new aws.ec2.FlowLog(
      name,
      { vpcId: args.vpcId, trafficType: 'ALL', logDestination: group.arn, iamRoleArn: role.arn },
      child,
    );
    this.registerOutputs({});
  }
}
