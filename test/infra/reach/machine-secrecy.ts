import { every, type Graph } from '../graph.ts';
import { machineOf } from './network/machines.ts';

/** Whether a program that is made to fetch a page of somebody's choice (without headers of its own) gets a machine's credentials. */
export function credentialsWithoutToken(graph: Graph, name: string): boolean {
  const options = machineOf(graph, name).template.inputs.metadataOptions ?? {};
  return options.httpEndpoint !== 'disabled' && options.httpTokens !== 'required';
}

/** Whether a disk of a machine can be read without a key by whoever gets hold of it. */
export function readableDisk(graph: Graph, name: string): boolean {
  const devices: { ebs?: { encrypted?: string } }[] =
    machineOf(graph, name).template.inputs.blockDeviceMappings ?? [];
  return devices.length === 0 || devices.some(({ ebs }) => String(ebs?.encrypted) !== 'true');
}

/** Whether what a machine runs may change without anybody having changed the program. */
export function imageMayMove(graph: Graph, name: string): boolean {
  const text = Buffer.from(machineOf(graph, name).template.inputs.userData, 'base64').toString();
  return !/docker run [^\n]*@sha256:[0-9a-f]{64}\n/.test(text) || every(graph, 'Repository').some(unscanned);
}

function unscanned({
  inputs,
}: {
  inputs: { imageScanningConfiguration?: { scanOnPush?: boolean } };
}): boolean {
  return inputs.imageScanningConfiguration?.scanOnPush !== true;
}
