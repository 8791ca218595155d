import { every, type Graph, type Resource } from '../../graph.ts';
import { bitsOf, within } from './address.ts';

/** Where a packet of a subnet goes next. `s3` is the endpoint of that service. */
export type Hop = { to: 'local' } | { to: 'internet' } | { to: 's3'; endpoint: Resource } | { to: 'nowhere' };

/** The longest route of a subnet's table decides; the VPC's own network is always local. */
export function hopTo(graph: Graph, subnet: Resource, address: string): Hop {
  const vpc = every(graph, 'Vpc').find((r) => r.id === subnet.inputs.vpcId);
  if (vpc === undefined) return { to: 'nowhere' };
  if (within(vpc.inputs.cidrBlock, address)) return { to: 'local' };
  const routes = routesOf(graph, subnet).filter((r) => within(r.inputs.destinationCidrBlock, address));
  routes.sort((a, b) => bitsOf(b.inputs.destinationCidrBlock) - bitsOf(a.inputs.destinationCidrBlock));
  const [route] = routes;
  const gateway = every(graph, 'InternetGateway').find((r) => r.id === route?.inputs.gatewayId);
  if (route !== undefined && gateway === undefined)
    throw new Error(`${route.name} leads to something that is not read here`);
  return gateway?.inputs.vpcId === vpc.id ? { to: 'internet' } : { to: 'nowhere' };
}

/** S3's addresses are in the list of the endpoint, which is longer than any route of ours; without an endpoint they are the internet's. */
export function hopToS3(graph: Graph, subnet: Resource): Hop {
  const table = tableOf(graph, subnet);
  const endpoint = every(graph, 'VpcEndpoint').find(
    ({ inputs }) =>
      inputs.vpcId === subnet.inputs.vpcId &&
      inputs.vpcEndpointType === 'Gateway' &&
      inputs.serviceName === `com.amazonaws.${graph.settings.region}.s3` &&
      inputs.routeTableIds?.includes(table?.id),
  );
  return endpoint === undefined ? hopTo(graph, subnet, '52.219.0.1') : { to: 's3', endpoint };
}

function routesOf(graph: Graph, subnet: Resource): Resource[] {
  const table = tableOf(graph, subnet);
  if (table?.inputs.routes !== undefined) throw new Error('routes inside a table are not read here');
  return every(graph, 'Route').filter((r) => r.inputs.routeTableId === table?.id);
}

/** A subnet without a table of its own has the VPC's main one, which has no way out. */
function tableOf(graph: Graph, subnet: Resource): Resource | undefined {
  if (every(graph, 'MainRouteTableAssociation').length > 0)
    throw new Error('the main table is not read here');
  const association = every(graph, 'RouteTableAssociation').find((r) => r.inputs.subnetId === subnet.id);
  return every(graph, 'RouteTable').find((r) => r.id === association?.inputs.routeTableId);
}
