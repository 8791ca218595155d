import * as pulumi from '@pulumi/pulumi';
import { bootstrap } from '../../src/infra/bootstrap/bootstrap.ts';
import { cloud } from '../../src/infra/cloud/cloud.ts';
import type { CloudSettings } from '../../src/infra/cloud/settings.ts';
import { answerCall, outputsOf } from './cloud-stand-in.ts';

/** A resource as the engine would get it, its inputs resolved. */
export interface Resource {
  /** `aws:ec2/subnet:Subnet` */
  type: string;
  name: string;
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: inputs of any resource of the provider
  inputs: any;
  outputs: Record<string, unknown>;
  provider: string;
  options: Pick<pulumi.CustomResourceOptions, 'protect' | 'deleteBeforeReplace' | 'replaceOnChanges'>;
  /** When its creation was asked for and when it ended, in the order of all such moments. */
  began: number;
  ended: number;
}

/** Everything that the two programs make. */
export interface Graph {
  resources: readonly Resource[];
  settings: CloudSettings;
}

/** Runs both programs on Pulumi's mocks. */
export async function graphOf(settings: CloudSettings): Promise<Graph> {
  const resources: Resource[] = [];
  const options = new Map<string, Resource['options']>();
  let moment = 0;
  await pulumi.runtime.setMocks(
    {
      newResource: async ({ type, name, inputs, provider = '' }) => {
        const began = moment++;
        const id = `${type.slice(type.lastIndexOf(':') + 1)}-${name}`;
        // Long enough for whatever does not wait for it to overtake it.
        if (type === 'aws:autoscaling/group:Group') await new Promise((done) => setTimeout(done, 20));
        const outputs = { ...inputs, ...outputsOf(type, name, id, inputs) };
        resources.push({
          type,
          name,
          id,
          inputs,
          outputs,
          provider,
          options: options.get(`${type} ${name}`) ?? {},
          began,
          ended: moment++,
        });
        return { id, state: outputs };
      },
      call: ({ token, inputs }) => answerCall(token, inputs),
    },
    'denwaban',
    settings.stack,
    false,
  );
  const transformation: pulumi.ResourceTransformation = ({ type, name, props, opts }) => {
    options.set(`${type} ${name}`, opts as Resource['options']);
    return { props, opts };
  };
  bootstrap(settings, { transformations: [transformation] });
  cloud(settings, { transformations: [transformation] });
  await pulumi.runtime.disconnect();
  return { resources, settings };
}

/** Resources of a type, by its last word: `Subnet`. */
export function every(graph: Graph, word: string): Resource[] {
  return graph.resources.filter(({ type }) => type.endsWith(`:${word}`));
}

/** The one resource of that type and name; throws where there is none. */
export function theOne(graph: Graph, word: string, name: string): Resource {
  const found = every(graph, word).find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`no ${word} ${name}`);
  return found;
}

/** The same graph with resources changed, or taken away where undefined is returned. Throws where nothing was changed. */
export function changed(graph: Graph, change: (resource: Resource) => Resource | undefined): Graph {
  const resources = graph.resources.map(change);
  if (resources.every((resource, i) => resource === graph.resources[i]))
    throw new Error('nothing was changed');
  return { ...graph, resources: resources.filter((resource) => resource !== undefined) };
}
