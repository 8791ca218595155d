import {
  CustomResource,
  type Inputs,
  ProviderResource,
  type Resource as PulumiResource,
} from '@pulumi/pulumi';
import type { Resource } from '../../../plan/resource.ts';
import { PACKAGE, typeToken } from './types.ts';

/** The provider of an environment; a program registers it once. */
class Provider extends ProviderResource {
  constructor(environment: string) {
    super(PACKAGE, PACKAGE, { stack: environment });
  }
}

class Made extends CustomResource {}

const AFTER: Partial<Record<Resource['type'], readonly Resource['type'][]>> = {
  Numbers: ['Cluster'],
  Release: ['Tenant'],
};

/**
 * Registers the resources of one Pulumi stack: cluster before numbers; tenants before their shard's release. Rooms depend on nothing and
 * nothing on them, so that calls and mail do not wait for Chatwork.
 */
export function registerResources(environment: string, resources: readonly Resource[]): void {
  const provider = new Provider(environment);
  const made = new Map<Resource['type'], PulumiResource[]>();
  for (const { type, name, inputs } of resources) {
    const dependsOn = (AFTER[type] ?? []).flatMap((earlier) => made.get(earlier) ?? []);
    const resource = new Made(typeToken(type), name, inputs as unknown as Inputs, { provider, dependsOn });
    const list = made.get(type);
    if (list) list.push(resource);
    else made.set(type, [resource]);
  }
}
