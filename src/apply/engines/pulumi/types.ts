import type { ResourceType } from '../../../plan/resource.ts';

/** The package's name in Pulumi: the first word of every type, and of the plugin's executable. */
export const PACKAGE = 'denwaban';

const TYPES: readonly ResourceType[] = ['Cluster', 'Numbers', 'Tenant', 'ChatworkRoom', 'Release'];

/** A type as Pulumi names it: `denwaban:index:Tenant`. */
export function typeToken(type: ResourceType): string {
  return `${PACKAGE}:index:${type}`;
}

/** The type that a token names; undefined: none of ours. */
export function typeOf(token: string): ResourceType | undefined {
  return TYPES.find((type) => typeToken(type) === token);
}

/** A resource's stack, type and name, from its URN: `urn:pulumi:<stack>::<project>::[<parents>$]<type>::<name>`. */
export function parseUrn(urn: string): { stack: string; token: string; name: string } {
  const [head = '', , types = '', ...name] = urn.split('::');
  return {
    stack: head.replace(/^urn:pulumi:/, ''),
    token: types.split('$').at(-1) ?? '',
    name: name.join('::'),
  };
}
