import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { MachineKind } from '../../../domain/machine-kind.ts';
import { zoneOfAddress } from '../../../domain/zone-subnets.ts';
import { infraNames } from '../../names.ts';
import type { CloudSettings, Place } from '../settings.ts';
import { HOOKS } from '../user-data/machine-facts.ts';
import { userData } from '../user-data/user-data.ts';
import { MachineRole } from './machine-role.ts';
import type { MachineRights } from './permissions.ts';

export interface MachineArgs {
  settings: CloudSettings;
  place: Place;
  kind: MachineKind;
  subnets: ReadonlyMap<string, pulumi.Output<string>>;
  securityGroup: pulumi.Input<string>;
  /** Image by digest. */
  image: pulumi.Input<string>;
  publicKey: pulumi.Input<string>;
  logGroupName: string;
  rights: Omit<MachineRights, 'name' | 'group'>;
}

/**
 * A machine that may be lost: its addresses belong to a network interface of their own, which the next one in its group of one gets.
 * Any change of it ends the old one first, after its calls, and waits until the new one has proved itself: the interface is one.
 */
export class Machine extends pulumi.ComponentResource {
  readonly externalAddress: pulumi.Output<string>;

  constructor(args: MachineArgs, opts: pulumi.ComponentResourceOptions) {
    const { settings, place, kind } = args;
    const { name } = place;
    super('denwaban:aws:Machine', name, {}, opts);
    const child = { parent: this };
    const group = `denwaban-${settings.stack}-${name}`;
    const { zone, subnetId } = zoneOf(args);
    const card = new aws.ec2.NetworkInterface(
      name,
      { subnetId, privateIps: [place.address], securityGroups: [args.securityGroup] },
      child,
    );
    // Carriers and operators have it in their own settings: it is never given back.
    const eip = new aws.ec2.Eip(name, { domain: 'vpc' }, { ...child, protect: settings.protect });
    new aws.ec2.EipAssociation(name, { allocationId: eip.id, networkInterfaceId: card.id }, child);
    this.externalAddress = eip.publicIp;
    const profile = new MachineRole(name, { settings, rights: { ...args.rights, name, group } }, child)
      .profile;
    const template = new aws.ec2.LaunchTemplate(
      name,
      {
        imageId: settings.ami,
        instanceType: settings.machines[kind],
        iamInstanceProfile: { arn: profile },
        networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: card.id, deleteOnTermination: 'false' }],
        metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [
          {
            deviceName: '/dev/xvda',
            ebs: { volumeSize: 30, volumeType: 'gp3', encrypted: 'true', deleteOnTermination: 'true' },
          },
        ],
        monitoring: { enabled: false },
        userData: pulumi
          .all([args.image, args.publicKey, eip.publicIp])
          .apply(([image, publicKey, externalAddress]) =>
            userData({
              ...place,
              kind,
              externalAddress,
              region: settings.region,
              store: settings.store,
              secrets: infraNames(settings.stack, settings.account).secrets,
              publicKey,
              image,
              logGroup: args.logGroupName,
              group,
              metrics: args.rights.metrics,
            }),
          )
          .apply((text) => Buffer.from(text).toString('base64')),
        updateDefaultVersion: true,
      },
      child,
    );
    new aws.autoscaling.Group(name, groupOfOne(group, zone, template), {
      ...child,
      deleteBeforeReplace: true,
      replaceOnChanges: ['launchTemplate.version'],
      customTimeouts: { create: '30m', delete: '3h' },
    });
    this.registerOutputs({ externalAddress: this.externalAddress });
  }
}

/** Its zone is the one of its interface; of a subnet it must not speak, since the template names the interface. */
function groupOfOne(name: string, zone: string, template: aws.ec2.LaunchTemplate): aws.autoscaling.GroupArgs {
  const hook = (what: keyof typeof HOOKS, transition: string, seconds: number, otherwise: string) => ({
    name: HOOKS[what],
    lifecycleTransition: transition,
    heartbeatTimeout: seconds,
    defaultResult: otherwise,
  });
  return {
    name,
    minSize: 1,
    maxSize: 1,
    desiredCapacity: 1,
    availabilityZones: [zone],
    healthCheckType: 'EC2',
    launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
    // The machine counts as there once it has converged: only then does the program go on to the next.
    waitForCapacityTimeout: '25m',
    initialLifecycleHooks: [
      hook('launch', 'autoscaling:EC2_INSTANCE_LAUNCHING', 1200, 'ABANDON'),
      hook('terminate', 'autoscaling:EC2_INSTANCE_TERMINATING', 7200, 'CONTINUE'),
    ],
    tags: [{ key: 'Name', value: name, propagateAtLaunch: true }],
  };
}

function zoneOf({ settings, place, subnets }: MachineArgs) {
  const zone = zoneOfAddress(settings.network, settings.zones, place.address);
  const subnetId = zone === undefined ? undefined : subnets.get(zone);
  if (zone === undefined || subnetId === undefined) {
    throw new Error(`${place.name} has ${place.address}, which is in no subnet`);
  }
  return { zone, subnetId };
}
