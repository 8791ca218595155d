import { loadFiles } from '../../load/load.ts';
import { NUMBERS_FILE } from '../../load/size-limit.ts';
import type { ResourceChange } from '../../plan/diff.ts';
import type { Resource } from '../../plan/resource.ts';
import type { StackProject } from '../../project/stack-project.ts';
import type { Side } from '../../validate/rule.ts';
import { sideOf } from '../../validate/validate.ts';

/**
 * What is applied as the rules about changes see it, so that a number cannot be moved, or a tenant's file deleted, past them by not naming
 * a base. Only tenants that change: the rest cannot break such a rule.
 */
export function appliedSide(
  applied: readonly Resource[],
  changes: readonly ResourceChange[],
  head: StackProject,
): Side {
  const changed = new Set(changes.filter((change) => change.type === 'Tenant').map((change) => change.name));
  const files = applied.flatMap((resource) => {
    if (resource.type !== 'Tenant' || !changed.has(resource.name)) return [];
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
  return sideOf(loadFiles([...files, ...settings], head.folder));
}
