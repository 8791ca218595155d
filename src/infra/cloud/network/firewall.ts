import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { CloudSettings } from '../settings.ts';
import { firewallRules, type Group } from './rules.ts';

/** The security groups of edges and nodes with their rules. */
export class Firewall extends pulumi.ComponentResource {
  readonly groups: Readonly<Record<Group, pulumi.Output<string>>>;

  constructor(
    name: string,
    args: CloudSettings & { vpcId: pulumi.Input<string> },
    opts: pulumi.ComponentResourceOptions,
  ) {
    super('denwaban:aws:Firewall', name, {}, opts);
    const child = { parent: this };
    const group = (what: Group, description: string) =>
      new aws.ec2.SecurityGroup(what, { vpcId: args.vpcId, description }, child).id;
    this.groups = {
      edge: group('edge', 'Edges: SIP of carriers and operators'),
      node: group('node', 'Nodes: SIP of edges, voice, reports of operators'),
    };
    for (const rule of firewallRules(args)) {
      const values = {
        securityGroupId: this.groups[rule.group],
        ipProtocol: rule.protocol,
        fromPort: rule.ports.from,
        toPort: rule.ports.to,
        ...('network' in rule.peer
          ? { cidrIpv4: rule.peer.network }
          : { referencedSecurityGroupId: this.groups[rule.peer.group] }),
      };
      if (rule.direction === 'in') new aws.vpc.SecurityGroupIngressRule(rule.name, values, child);
      else new aws.vpc.SecurityGroupEgressRule(rule.name, values, child);
    }
    this.registerOutputs({});
  }
}
