// Writes a project of invented tenants: node bench/tenants.ts FOLDER [TENANTS]. To measure commands with many tenants, as in
//   node bench/tenants.ts /tmp/many 10000 && cd /tmp/many && /usr/bin/time -v denwaban validate
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTenants } from './project.ts';

const [folder, size] = process.argv.slice(2);
const count = Number(size ?? 10_000);
if (folder === undefined || !Number.isSafeInteger(count) || count < 1 || count > 50_000) {
  console.error('node bench/tenants.ts FOLDER [TENANTS], at most 50000');
  process.exit(1);
}

await writeTenants(folder, count);
await mkdir(join(folder, 'stacks'), { recursive: true });
await copyFile(
  new URL('../stacks/Pulumi.local.yaml', import.meta.url),
  join(folder, 'stacks', 'Pulumi.local.yaml'),
);
