import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CloudSettings, cloudSettings } from '../../src/infra/cloud/settings.ts';
import { buildStack } from '../../src/model/build-stack.ts';
import type { Stack } from '../../src/model/stack.ts';
import { source } from '../model/source.ts';

/** The settings of a stack of this repository. */
export function sampleSettings(name: 'prod' | 'staging' = 'prod'): CloudSettings {
  return cloudSettings(sampleStack(name), { node: 'dist/node-image', edge: 'dist/edge-image' });
}

/** A stack of this repository that lies in AWS. */
export function sampleStack(name: 'prod' | 'staging'): Stack {
  const file = `stacks/Pulumi.${name}.yaml`;
  const text = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
  const built = buildStack(name, source(file, text));
  if ('problems' in built) throw new Error(built.problems.map((p) => p.message.en).join('; '));
  return built.stack;
}
