import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Numbers that one block of the inventory has. */
const BLOCK = 1_000;

/** Writes a tenant folder of so many invented companies, with two numbers each. @param folder the project's */
export async function writeTenants(folder: string, count: number): Promise<void> {
  const blocks = Array.from({ length: Math.ceil(count / BLOCK) }, (_, i) =>
    [lent, lentIp].map((write, type) => {
      const [from, to] = [write(i * BLOCK), write((i + 1) * BLOCK - 1)];
      return `  - { from: "${from}", to: "${to}", carrier: carrier-${type}, kinds: [phone, fax] }\n`;
    }),
  );
  await mkdir(join(folder, 'tenants'), { recursive: true });
  await writeFile(
    join(folder, 'tenants', '_numbers.yaml'),
    `blocks:\n${blocks.flat().join('')}quarantineDays: { displayed: 365, forwarding: 90 }\n`,
  );
  for (let i = 0; i < count; i++) await writeFile(tenantFile(folder, i), tenant(i));
}

/** The file of the i-th tenant, from 0. */
export function tenantFile(folder: string, i: number): string {
  return join(folder, 'tenants', `${tenantId(i)}.yaml`);
}

function tenantId(i: number): string {
  return `tenant-${String(i).padStart(5, '0')}`;
}

function lent(n: number): string {
  const digits = String(50_000_000 + n);
  return `03-${digits.slice(0, 4)}-${digits.slice(4)}`;
}

function lentIp(n: number): string {
  const digits = String(10_000_000 + n);
  return `050-${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** Every tenth by Chatwork, every tenth with a fourth recipient, every twentieth ended; six people each. */
function tenant(i: number): string {
  const id = tenantId(i);
  const people = Array.from({ length: 6 }, (_, p) => {
    const email = p % 2 === 0 ? `, email: p${p}@${id}.example` : '';
    return `  - { id: p${p}, name: 担当 ${p}, kana: タントウ ${p}, department: 営業部${email} }\n`;
  });
  const report =
    i % 10 === 0
      ? `{ channel: chatwork, chatwork: { room: ${id} 受電報告, members: [{ accountId: ${1_000 + (i % 5_000)}, role: admin }], invite: true } }`
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
