import structs from 'google-protobuf/google/protobuf/struct_pb.js';
import type { Resource } from '../../../plan/resource.ts';
import type { Applied } from '../../provider.ts';

export type Properties = Record<string, unknown>;

/** Whether what is live is what was applied: the output by which Pulumi sees drift. */
const LIVE = 'live';
export const AS_APPLIED = 'as applied';
export const DRIFTED = 'drifted';

/** A resource's outputs in Pulumi's state: its inputs, what was found when it was made, and whether that is live. */
export function outputsOf(inputs: Resource['inputs'], outputs: Properties, drifted: boolean): Properties {
  return { ...inputs, ...outputs, [LIVE]: drifted ? DRIFTED : AS_APPLIED };
}

/** What of the outputs was found, and is no input. */
export function foundOf(properties: Properties, inputs: object): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => name !== LIVE && !(name in inputs)),
  );
}

export function isDrifted(properties: Properties): boolean {
  return properties[LIVE] === DRIFTED;
}

/** What Pulumi's state says of a resource, as an engine's state. */
export function toApplied(
  type: Applied['type'],
  name: string,
  id: string,
  inputs: Properties,
  outputs: Properties,
): Applied {
  return {
    type,
    name,
    id,
    inputs: inputs as unknown as Applied['inputs'],
    outputs: foundOf(outputs, inputs),
  };
}

export function fromStruct(struct: structs.Struct | undefined): Properties {
  return (struct?.toJavaScript() ?? {}) as Properties;
}

/** What is undefined is left out, as in JSON. */
export function toStruct(properties: Properties): structs.Struct {
  return structs.Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}
