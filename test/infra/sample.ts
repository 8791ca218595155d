import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CloudSettings, cloudSettings } from '../../src/infra/cloud/settings.ts';
import { buildStack } from '../../src/model/build-stack.ts';
import { source } from '../model/source.ts';

/** The settings of a stack of this repository. */
export function sampleSettings(name: 'prod' | 'staging' = 'prod'): CloudSettings {
  const file = `stacks/Pulumi.${name}.yaml`;
  const text = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
  const built = buildStack(name, source(file, text));
  if ('problems' in built) throw new Error(built.problems.map((p) => p.message).join('; '));
  return cloudSettings(built.stack, { node: 'dist/node-image', edge: 'dist/edge-image' });
}
