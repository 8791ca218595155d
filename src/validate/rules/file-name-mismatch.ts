import { parseTenantId } from '../../domain/ids.ts';
import { at, type Rule } from '../rule.ts';

/** A tenant is found by the name of its file, in the folder and in the history. */
export const fileNameMismatch: Rule = {
  code: 'file-name-mismatch',
  severity: 'error',
  *check({ tenants }) {
    for (const tenant of tenants) {
      if (tenant.id === undefined || tenant.id === tenant.fileId) continue;
      const why = `the id is ${tenant.id}, but the file is ${tenant.source.name}`;
      yield at(
        tenant.source,
        ['id'],
        why,
        `rename the file to ${tenant.id}.yaml${parseTenantId(tenant.fileId).ok ? `, or write the id ${tenant.fileId}` : ''}`,
      );
    }
  },
};
