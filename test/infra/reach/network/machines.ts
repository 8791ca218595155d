import { every, type Graph, type Resource } from '../../graph.ts';
import { within } from './address.ts';

/** A machine on the network, as its group would start it. */
export interface Machine {
  name: string;
  template: Resource;
  privateAddress: string;
  /** Its Elastic IP; undefined where its interface has none. */
  publicAddress: string | undefined;
  subnet: Resource;
  groups: readonly string[];
}

/** The machine of an auto-scaling group. Throws where AWS could not start it. */
export function machineOf(graph: Graph, name: string): Machine {
  const group = one(graph, 'Group', (r) => r.name === name, `group of ${name}`);
  const template = one(graph, 'LaunchTemplate', (r) => r.id === group.inputs.launchTemplate.id, 'template');
  const interfaces = template.inputs.networkInterfaces ?? [];
  if (interfaces.length !== 1 || template.inputs.vpcSecurityGroupIds !== undefined)
    throw new Error(`${name} has not one interface that decides everything`);
  const card = one(
    graph,
    'NetworkInterface',
    (r) => r.id === interfaces[0].networkInterfaceId,
    `interface of ${name}`,
  );
  const subnet = one(graph, 'Subnet', (r) => r.id === card.inputs.subnetId, `subnet of ${name}`);
  const [privateAddress, ...more] = card.inputs.privateIps ?? [];
  if (privateAddress === undefined || more.length > 0) throw new Error(`${name} has not one address`);
  if (!within(subnet.inputs.cidrBlock, privateAddress)) throw new Error(`${name} lies outside of its subnet`);
  if (!group.inputs.availabilityZones?.includes(subnet.inputs.availabilityZone))
    throw new Error(`${name}’s group and its interface are in different zones`);
  const association = every(graph, 'EipAssociation').find((r) => r.inputs.networkInterfaceId === card.id);
  const eip = every(graph, 'Eip').find((r) => r.id === association?.inputs.allocationId);
  return {
    name,
    template,
    privateAddress,
    publicAddress: eip?.outputs.publicIp as string | undefined,
    subnet,
    groups: card.inputs.securityGroups ?? [],
  };
}

function one(graph: Graph, word: string, which: (r: Resource) => boolean, what: string): Resource {
  const found = every(graph, word).filter(which);
  const [resource] = found;
  if (resource === undefined || found.length > 1) throw new Error(`${found.length} times ${what}`);
  return resource;
}
