import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { ipv4Text } from '../../../domain/ipv4.ts';
import { zoneSubnets } from '../../../domain/zone-subnets.ts';
import { policyDocument } from '../../access/document.ts';
import type { CloudSettings } from '../settings.ts';
import { FlowLogs } from './flow-logs.ts';
import { s3EndpointStatements } from './s3-endpoint.ts';

/**
 * The VPC: one subnet in each zone, and the internet gateway as the way out (registry, mail, keys, secrets, Chatwork): every machine
 * has an Elastic IP anyway, for voice, so that NAT gateways would only cost. S3 is reached without leaving the network.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** By zone. */
  readonly subnets: ReadonlyMap<string, pulumi.Output<string>>;

  constructor(name: string, settings: CloudSettings, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:Network', name, {}, opts);
    const child = { parent: this };
    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: settings.network, enableDnsSupport: true, enableDnsHostnames: true },
      child,
    );
    this.vpcId = vpc.id;
    const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id }, child);
    const table = new aws.ec2.RouteTable(name, { vpcId: vpc.id }, child);
    new aws.ec2.Route(
      'way-out',
      { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.id },
      child,
    );
    new aws.ec2.VpcEndpoint(
      's3',
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${settings.region}.s3`,
        vpcEndpointType: 'Gateway',
        routeTableIds: [table.id],
        policy: policyDocument(s3EndpointStatements(settings)),
      },
      child,
    );
    // Whoever is in no group of ours is to reach nobody.
    new aws.ec2.DefaultSecurityGroup('nobody', { vpcId: vpc.id, ingress: [], egress: [] }, child);
    new FlowLogs('flow-logs', { ...settings, vpcId: vpc.id }, child);
    this.subnets = new Map(
      zoneSubnets(settings.network, settings.zones).map(({ zone, subnet }) => {
        const cidrBlock = ipv4Text(subnet);
        const made = new aws.ec2.Subnet(zone, { vpcId: vpc.id, availabilityZone: zone, cidrBlock }, child);
        new aws.ec2.RouteTableAssociation(zone, { subnetId: made.id, routeTableId: table.id }, child);
        return [zone, made.id];
      }),
    );
    this.registerOutputs({ vpcId: this.vpcId });
  }
}
