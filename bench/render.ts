// Renders 10,000 tenants: node bench/render.ts [TENANTS]. Prints seconds, memory and bytes.
import type { TenantId } from '../src/domain/ids.ts';
import { render } from '../src/render/render.ts';
import { number, person, stack, tenant } from '../test/render/sample.ts';

const count = Number(process.argv[2] ?? 10_000);
const tenants = Array.from({ length: count }, (_, i) => {
  const id = `tenant-${String(i).padStart(5, '0')}` as TenantId;
  const digits = `${50_000_000 + 2 * i}`;
  return tenant(id, {
    numbers: [number(`03${digits}`), number(`0501${digits.slice(1)}`, { usage: 'forwarding' })],
    roster: Array.from({ length: 6 }, (_, p) => person(`p${p}`, `担当 ${p}`, `p${p}@${id}.example`)),
    ...(i % 10 === 0
      ? { report: { channel: 'chatwork' as const, room: `${id} 受電報告`, members: [], invite: true } }
      : {}),
  });
});

const started = performance.now();
const { cluster, numbers, shards, rooms } = render(tenants, stack);
const seconds = (performance.now() - started) / 1000;
const files = [cluster, numbers, ...shards.values()].flatMap((part) => part.files);
const megabytes = (bytes: number) => Number((bytes / 2 ** 20).toFixed(1));
console.log(
  JSON.stringify({
    tenants: count,
    seconds: Number(seconds.toFixed(2)),
    filesMiB: megabytes(files.reduce((sum, f) => sum + Buffer.byteLength(f.content), 0)),
    rooms: rooms.length,
    residentMiB: megabytes(process.memoryUsage.rss()),
  }),
);
