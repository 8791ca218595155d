// Writes a project of invented tenants: node bench/tenants.ts FOLDER [TENANTS]. To measure commands with many tenants, as in
//   node bench/tenants.ts /tmp/many 10000 && cd /tmp/many && /usr/bin/time -v denwaban validate
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const [folder, size] = process.argv.slice(2);
const count = Number(size ?? 10_000);
if (folder === undefined || !Number.isSafeInteger(count) || count < 1 || count > 50_000) {
  console.error('node bench/tenants.ts FOLDER [TENANTS], at most 50000');
  process.exit(1);
}

const lent = (n: number): string => {
  const digits = String(50_000_000 + n);
  return `03-${digits.slice(0, 4)}-${digits.slice(4)}`;
};
const lentIp = (n: number): string => {
  const digits = String(10_000_000 + n);
  return `050-${digits.slice(0, 4)}-${digits.slice(4)}`;
};
const BLOCK = 1_000;
const blocks = Array.from({ length: Math.ceil(count / BLOCK) }, (_, i) =>
  [lent, lentIp].map((write, type) => {
    const [from, to] = [write(i * BLOCK), write((i + 1) * BLOCK - 1)];
    return `  - { from: "${from}", to: "${to}", carrier: carrier-${type}, kinds: [phone, fax] }\n`;
  }),
);

await mkdir(join(folder, 'tenants'), { recursive: true });
await mkdir(join(folder, 'stacks'), { recursive: true });
await copyFile(
  new URL('../stacks/Pulumi.local.yaml', import.meta.url),
  join(folder, 'stacks', 'Pulumi.local.yaml'),
);
await writeFile(
  join(folder, 'tenants', '_numbers.yaml'),
  `blocks:\n${blocks.flat().join('')}quarantineDays: { displayed: 365, forwarding: 90 }\n`,
);
for (let i = 0; i < count; i++) {
  const id = `tenant-${String(i).padStart(5, '0')}`;
  await writeFile(join(folder, 'tenants', `${id}.yaml`), tenant(id, i));
}

/** Every tenth by Chatwork, every tenth with a fourth recipient, every twentieth ended; six people each. */
function tenant(id: string, i: number): string {
  const people = Array.from({ length: 6 }, (_, p) => {
    const email = p % 2 === 0 ? `, email: p${p}@${id}.example` : '';
    return `  - { id: p${p}, name: 担当 ${p}, kana: タントウ ${p}, department: 営業部${email} }\n`;
  });
  const report =
    i % 10 === 0
      ? `{ channel: chatwork, chatwork: { room: ${id} 受電報告, members: [{ accountId: ${1_000 + i}, role: admin }], invite: true } }`
      : `{ channel: mail, to: [named, p0${i % 10 === 1 ? ', p2, p4' : ''}] }`;
  const [starts, ends] = i % 20 === 5 ? ['2025-12-01', '2026-11-30'] : ['2026-12-01', undefined];
  return `id: ${id}
company:
  name: 株式会社見本 ${i}
  kana: ミホン
  greeting: お電話ありがとうございます。見本 ${i} でございます。
  address: 東京都港区芝公園1-1-1
contract:
  starts: ${starts}
${ends ? `  ends: ${ends}\n` : ''}  identityCheck: { method: ic-chip, verifiedOn: 2025-11-20, recordRef: KYC-${i} }
numbers:
  - { number: "${lent(i)}", type: "03", usage: forwarding, forwardedFrom: { number: 06-6123-4567, line: ntt-fixed } }
  - { number: "${lentIp(i)}", type: "050", usage: displayed }
roster:
${people.join('')}report: ${report}
hours: { weekdays: "09:00-18:00", saturdays: "10:00-15:00", holidays: closed }
`;
}
