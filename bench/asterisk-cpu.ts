// What the logic of tenants costs Asterisk a call: node bench/asterisk-cpu.ts [CALLS] [PAIRS]. Calls to a tenant's number and to a bare Queue() in
// the same Asterisk, a few by turns; the same phones answer. Takes three minutes; reaches nothing but loopback. Prints JSON: milliseconds of
// processor time a call (medians; of `more` that of the pairs' differences, since the machine changes its pace from minute to minute), calls a second.
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import pLimit from 'p-limit';
import type { PoolId } from '../src/domain/ids.ts';
import type { Stack } from '../src/model/stack.ts';
import type { Rendering } from '../src/render/objects.ts';
import { render } from '../src/render/render.ts';
import { docker } from '../src/sandbox/docker.ts';
import { PASSWORD, startBareNode } from '../test/integration/dialplan/node.ts';
import { Caller, Phone } from '../test/integration/dialplan/sip.ts';
import { ALL_DAY, operator } from '../test/integration/dialplan/stack.ts';
import { number, stack as sample, tenant } from '../test/render/sample.ts';

const [calls = 40, pairs = 60] = process.argv.slice(2).map(Number);
const NODE = '127.0.33.11';
const CARRIER = '127.0.33.100';
const AT_ONCE = 4;
const NUMBERS = { tenant: '0350000001', bare: '0350000999' } as const;

const phones = Array.from({ length: 2 * AT_ONCE }, (_, i) => ({ id: `op${i}`, address: `127.0.33.5${i}` }));
const stack: Stack = {
  ...sample,
  trunks: [{ name: 'carrier', addresses: [CARRIER] }],
  operators: phones.map(({ id }) => operator(id)),
  pools: [{ id: 'default' as PoolId, strategy: 'rrmemory', wrapUpSeconds: 0 }],
  ringSeconds: 20,
};
const own = tenant('bench-kk', {
  numbers: [number(NUMBERS.tenant, { usage: 'forwarding' })],
  hours: ALL_DAY,
});

const node = await startBareNode(withBareQueue(render([own], stack)), NODE);
const caller = await new Caller(CARRIER).open();
const desks = await Promise.all(phones.map(async ({ address }) => new Phone(address).open()));
try {
  for (const [i, { id }] of phones.entries()) await desks[i]?.register(NODE, id, PASSWORD);
  // A hundred days on: the number is lent.
  await node.set('DW_READY', '1');
  await node.set('DW_CLOCK', '8640000');
  const pid = (await docker(['inspect', '--format', '{{.State.Pid}}', node.container])).trim();
  for (const to of Object.values(NUMBERS)) await run(pid, to);
  const bare: Run[] = [];
  const logic: Run[] = [];
  for (let i = 0; i < pairs; i++)
    for (const what of i % 2 === 0 ? (['bare', 'tenant'] as const) : (['tenant', 'bare'] as const))
      (what === 'bare' ? bare : logic).push(await run(pid, NUMBERS[what]));
  const of = (runs: readonly Run[], key: keyof Run) => runs.map((one) => one[key]);
  const more = of(logic, 'cpuMs').map((cpuMs, i) => cpuMs - (bare[i]?.cpuMs ?? 0));
  console.log(
    JSON.stringify(
      {
        machine: `${cpus().length} × ${cpus()[0]?.model}`,
        calls,
        pairs,
        cpuMsPerCall: {
          bare: quantile(of(bare, 'cpuMs'), 0.5),
          tenant: quantile(of(logic, 'cpuMs'), 0.5),
          more: quantile(more, 0.5),
          quartiles: [quantile(more, 0.25), quantile(more, 0.75)],
        },
        callsPerSecond: {
          bare: quantile(of(bare, 'perSecond'), 0.5),
          tenant: quantile(of(logic, 'perSecond'), 0.5),
        },
      },
      null,
      2,
    ),
  );
} finally {
  for (const end of [caller, ...desks]) end.close();
  await node.stop();
}

interface Run {
  cpuMs: number;
  perSecond: number;
}

/** So many calls, each answered by a phone and hung up by its caller. */
async function run(pid: string, to: string): Promise<Run> {
  const limit = pLimit(AT_ONCE);
  const [began, before] = [performance.now(), await cpuMs(pid)];
  const ends = await Promise.all(
    Array.from({ length: calls }, () =>
      limit(() =>
        caller.call(NODE, {
          number: to,
          headers: ['Diversion: <sip:0661234567@carrier.example>;reason=unconditional'],
        }),
      ),
    ),
  );
  const failed = ends.filter((statuses) => statuses.at(-1) !== 200);
  if (failed.length > 0) throw new Error(`${failed.length} calls to ${to} were not answered: ${failed[0]}`);
  const seconds = (performance.now() - began) / 1000;
  return { cpuMs: round(((await cpuMs(pid)) - before) / calls), perSecond: round(calls / seconds) };
}

/**
 * Processor time of the node's container so far: nothing but Asterisk runs there. The scheduler's own count, in nanoseconds; that of /proc/<pid>/stat is
 * taken by looking a hundred times a second at what runs just then, and a call's many short turns fall through.
 */
async function cpuMs(pid: string): Promise<number> {
  const groups = await readFile(`/proc/${pid}/cgroup`, 'utf8');
  const old = /^\d+:(?:[^:]*,)?cpuacct(?:,[^:]*)?:(.*)$/m.exec(groups)?.[1];
  if (old !== undefined)
    return Number(await readFile(`/sys/fs/cgroup/cpuacct${old}/cpuacct.usage`, 'utf8')) / 1e6;
  const path = /^0::(.*)$/m.exec(groups)?.[1] ?? '';
  const stat = await readFile(`/sys/fs/cgroup${path}/cpu.stat`, 'utf8');
  return Number(/^usage_usec (\d+)$/m.exec(stat)?.[1]) / 1e3;
}

/** Beside the tenants' numbers one that is nothing but a queue. */
function withBareQueue(rendering: Rendering): Rendering {
  const files = rendering.cluster.files.map((file) =>
    file.path.endsWith('/extensions.conf')
      ? {
          ...file,
          content: file.content.replace(
            '[dw-trunk]\n',
            `[dw-trunk]\nexten => ${NUMBERS.bare},1,Queue(pool-default,rIi,,,20)\n`,
          ),
        }
      : file,
  );
  return { ...rendering, cluster: { ...rendering.cluster, files } };
}

function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.floor(sorted.length * at)] ?? 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
