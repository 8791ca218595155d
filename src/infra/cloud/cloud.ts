import * as pulumi from '@pulumi/pulumi';
import { pinnedAccount } from '../account.ts';
import { guard } from '../guard.ts';
import { Image } from './image.ts';
import { Machine } from './machine/machine.ts';
import { Mail } from './mail/mail.ts';
import { Names } from './mail/names.ts';
import { Firewall } from './network/firewall.ts';
import { Network } from './network/network.ts';
import type { CloudSettings } from './settings.ts';
import { Secrets } from './storage/secrets.ts';
import { Signing } from './storage/signing.ts';
import { Store } from './storage/store.ts';
import { Watching } from './watching/watching.ts';

/** The cluster in AWS: network, edges, nodes, store, mail, alarms. To be called in a Pulumi program. */
export function cloud(settings: CloudSettings, opts: pulumi.ComponentResourceOptions = {}): Cloud {
  const provider = pinnedAccount('account', settings);
  const made = new Cloud('cloud', settings, { ...opts, providers: { aws: provider } });
  guard('cloud', made, settings.protect);
  return made;
}

export class Cloud extends pulumi.ComponentResource {
  /** Where each machine is reached from outside, by its name: what carriers and operators are told. */
  readonly externalAddresses: ReadonlyMap<string, pulumi.Output<string>>;

  constructor(name: string, settings: CloudSettings, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:Cloud', name, {}, opts);
    const child = { parent: this };
    const network = new Network('network', settings, child);
    const { groups } = new Firewall('firewall', { ...settings, vpcId: network.vpcId }, child);
    const store = new Store('store', settings, child);
    const secrets = new Secrets('secrets', settings, child);
    const { publicKey } = new Signing('signing', settings, child);
    const watching = new Watching('watching', settings, child);
    const { dkimTokens } = new Mail('mail', settings, child);
    const images = {
      node: new Image('node', { stack: settings.stack, context: settings.images.node }, child),
      edge: new Image('edge', { stack: settings.stack, context: settings.images.edge }, child),
    };
    const addresses = new Map<string, pulumi.Output<string>>();
    let before: Machine | undefined;
    for (const { kind, place } of machines(settings)) {
      const args = {
        settings,
        place,
        kind,
        publicKey,
        subnets: network.subnets,
        securityGroup: groups[kind],
        image: images[kind].reference,
        logGroupName: watching.logGroupName,
        rights: {
          repository: images[kind].repositoryArn,
          storeKey: store.keyArn,
          secretsKey: secrets.keyArn,
          logGroup: watching.logGroupArn,
          metrics: watching.metrics,
        },
      };
      // One after the other: the next is touched only when the one before has proved itself.
      const machine: Machine = new Machine(args, {
        ...child,
        dependsOn: before === undefined ? [network] : [network, before],
      });
      addresses.set(place.name, machine.externalAddress);
      before = machine;
    }
    new Names('names', { ...settings, dkimTokens, externalAddresses: addresses }, child);
    this.externalAddresses = addresses;
    this.registerOutputs({ externalAddresses: Object.fromEntries(addresses) });
  }
}

/** Nodes first: an edge that starts has somebody to send calls to. */
function machines({ nodes, edges }: CloudSettings) {
  return [
    ...nodes.map((place) => ({ kind: 'node' as const, place })),
    ...edges.map((place) => ({ kind: 'edge' as const, place })),
  ];
}
