import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { policyDocument, trustDocument } from '../../access/document.ts';
import { infraNames } from '../../names.ts';
import type { CloudSettings } from '../settings.ts';
import { type MachineRights, machineStatements } from './permissions.ts';

/** The role of one machine, its own alone: what it may write names it. */
export class MachineRole extends pulumi.ComponentResource {
  /** ARN of the instance profile. */
  readonly profile: pulumi.Output<string>;

  constructor(
    name: string,
    { settings, rights }: { settings: CloudSettings; rights: MachineRights },
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('denwaban:aws:MachineRole', name, {}, opts);
    const child = { parent: this };
    const names = infraNames(settings.stack, settings.account);
    const called = { name: rights.group, path: names.machinePath };
    const role = new aws.iam.Role(
      name,
      {
        ...called,
        permissionsBoundary: names.boundary,
        assumeRolePolicy: trustDocument({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole'),
      },
      child,
    );
    new aws.iam.RolePolicy(
      name,
      { role: role.name, policy: policyDocument(machineStatements(settings, rights)) },
      child,
    );
    this.profile = new aws.iam.InstanceProfile(name, { ...called, role: role.name }, child).arn;
    this.registerOutputs({ profile: this.profile });
  }
}
