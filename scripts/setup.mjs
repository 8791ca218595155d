// Makes this machine ready to run denwaban; does nothing that is done already. Plain JavaScript with the standard library only,
// on Node.js 20 and newer: when this runs, nothing is installed yet.
import { pathToFileURL } from 'node:url';
import { build } from './setup/build.mjs';
import { startDocker } from './setup/docker.mjs';
import { installGoPrograms } from './setup/go.mjs';
import { installModules } from './setup/modules.mjs';
import { findNode } from './setup/node.mjs';
import { leave } from './setup/problem.mjs';
import { installPrograms, installTestPrograms } from './setup/programs.mjs';
import { installPython } from './setup/python.mjs';
import { elapsed } from './setup/step.mjs';

/** @returns {Promise<string>} the Node.js to run everything else with */
export async function setUp() {
  const node = await findNode();
  await installModules(node);
  await build(node);
  await installPrograms();
  await startDocker();
  console.log(`set-up: ready (${elapsed()})`);
  return node;
}

/** What tests need besides; `npm start` does without. */
export async function setUpTests() {
  await installTestPrograms();
  await installPython();
  await installGoPrograms();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await setUp().then(setUpTests).catch(leave);
