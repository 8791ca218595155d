// One changed tenant among many, against one Pulumi stack of all of them: node bench/shards.ts [TENANTS] [SHARDS]. Takes eleven minutes with
// 10,000 tenants in 128 shards. Needs the Pulumi CLI and `npm run setup`; reaches nothing but loopback. Prints JSON: seconds, peak memory of
// denwaban's own process in MiB, and ratios to the preview of the one stack. What comes to exit code 1: more than one shard was touched.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { tenantFile } from './project.ts';
import { measured } from './shards/measure.ts';
import { makeWorld, STACK, type World } from './shards/world.ts';

const [tenants = 10_000, shards = 128] = process.argv.slice(2).map(Number);
const BIN = join(import.meta.dirname, '..', 'bin');

interface Preview {
  /** Seconds until the plan was made. */
  planned: number;
  planLines: number;
  /** Seconds until it was known which stacks differ. */
  chosen: number;
  stacks: number;
  previews: { stack: string; changes: Record<string, number> }[];
}

const world = await makeWorld(tenants, shards);
const { project } = world;
const denwaban = (...args: string[]) => measured(project, join(BIN, 'denwaban'), [...args, '--stack', STACK]);
const part = (name: string) =>
  measured(project, join(BIN, 'with-node'), [join(import.meta.dirname, 'shards', `${name}.ts`), STACK]);
const say = (what: string, load = loadavg()[0] ?? 0): void =>
  console.error(`${what} (load ${load.toFixed(1)})`);

try {
  say(`${tenants} tenants in ${shards} shards: first apply`);
  const first = await denwaban('apply', '--yes');
  say('all of them in one stack');
  const { stdout, peakMiB } = await part('one-stack');
  const one: { resources: number; up: number; preview: number } = JSON.parse(stdout);

  say('one tenant changes');
  await change(world, 4711 % tenants);
  const cold = await planAndPreview(false, one.preview);
  const warm = await planAndPreview(true, one.preview);
  for (const node of world.nodes) node.taken.length = 0;
  const apply = await denwaban('apply', '--yes');
  const taken = world.nodes.map((node) => [...node.taken]);
  const again = await denwaban('apply', '--yes');

  say('every shard changes');
  const stackFile = join(project, 'stacks', `Pulumi.${STACK}.yaml`);
  await rewrite(stackFile, (text) => text.replace('graceDays: 7', 'graceDays: 8'));
  const all = await planAndPreview(true, one.preview);
  const applyAll = await denwaban('apply', '--yes');

  const touched = cold.stacks.length === 1 && taken.every((parts) => parts.length === 1);
  const time = ({ seconds, peakMiB }: { seconds: number; peakMiB: number }) => ({ seconds, peakMiB });
  console.log(
    JSON.stringify(
      {
        machine: `${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}`,
        tenants,
        shards,
        oneStack: { resources: one.resources, up: one.up, preview: one.preview, peakMiB },
        oneTenant: {
          cold,
          warm,
          apply: { ...time(apply), said: apply.stdout },
          applyAgain: { ...time(again), said: again.stdout },
          nodesTook: taken,
        },
        everyShard: {
          ...all,
          stacks: all.stacks.length,
          apply: { ...time(applyAll), said: applyAll.stdout },
        },
        firstApply: { ...time(first), said: first.stdout },
      },
      null,
      2,
    ),
  );
  if (!touched) process.exitCode = 1;
} finally {
  await world.end();
}

/** The plan, and a preview of what it touches, in one program. */
async function planAndPreview(warm: boolean, baseline: number) {
  if (!warm) await rm(join(project, '.denwaban', 'cache'), { recursive: true, force: true });
  const { seconds, peakMiB, stdout } = await part('preview');
  const { planned, planLines, chosen, previews }: Preview = JSON.parse(stdout);
  return {
    planned,
    planLines,
    chosen,
    seconds,
    peakMiB,
    ratio: Math.round((1000 * seconds) / baseline) / 1000,
    stacks: previews.map(({ stack }) => stack),
  };
}

/** Another greeting: nothing but that tenant's values and its operators' card. */
async function change({ project: folder }: World, i: number): Promise<void> {
  await rewrite(tenantFile(folder, i), (text) =>
    text.replace('お電話ありがとうございます', '毎度ありがとうございます'),
  );
}

async function rewrite(file: string, edit: (text: string) => string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const edited = edit(text);
  if (edited === text) throw new Error(`nothing to change in ${file}`);
  await writeFile(file, edited);
}
