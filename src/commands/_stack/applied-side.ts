import type { UsageMode } from '../../domain/lent-number.ts';
import { loadFiles } from '../../load/load.ts';
import { NUMBERS_FILE } from '../../load/size-limit.ts';
import type { ResourceChange } from '../../plan/diff.ts';
import type { Resource } from '../../plan/resource.ts';
import type { StackProject } from '../../project/stack-project.ts';
import type { Side } from '../../validate/rule.ts';
import { sideOf } from '../../validate/validate.ts';

/**
 * What is applied as the rules about changes see it, so that a number cannot be moved, or a tenant's file deleted, past them by not naming
 * a base. Only tenants that change: the rest cannot break such a rule, unless the days of quarantine become fewer. Of those applied and
 * those of the files the larger count.
 */
export function appliedSide(
  applied: readonly Resource[],
  changes: readonly ResourceChange[],
  head: StackProject,
): Side {
  const changed = new Set(changes.filter((change) => change.type === 'Tenant').map((change) => change.name));
  const days = applied.find((resource) => resource.type === 'Numbers')?.inputs.quarantineDays;
  const shorter = days !== undefined && USAGES.some((usage) => head.quarantineDays[usage] < days[usage]);
  const files = applied.flatMap((resource) => {
    if (resource.type !== 'Tenant' || !(shorter || changed.has(resource.name))) return [];
    const { tenant, contract, numbers } = resource.inputs;
    const name = `${tenant}.yaml`;
    // JSON is YAML.
    const bytes = Buffer.from(JSON.stringify({ id: tenant, contract: { starts: contract.starts }, numbers }));
    return [{ file: `${head.folder}/${name}`, name, bytes }];
  });
  const numbers = head.loaded.numbers;
  const settings = numbers
    ? [{ file: numbers.file, name: NUMBERS_FILE, bytes: Buffer.from(numbers.text) }]
    : [];
  const side = sideOf(loadFiles([...files, ...settings], head.folder));
  if (!days || !side.numbers) return side;
  const larger = (usage: UsageMode) => Math.max(days[usage], head.quarantineDays[usage]);
  const quarantineDays = { displayed: larger('displayed'), forwarding: larger('forwarding') };
  return { ...side, numbers: { ...side.numbers, quarantineDays } };
}

const USAGES: readonly UsageMode[] = ['displayed', 'forwarding'];
