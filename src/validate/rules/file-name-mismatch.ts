import { parseTenantId } from '../../domain/ids.ts';
import { at, type Rule } from '../rule.ts';

/** A tenant is found by the name of its file, in the folder and in the history. */
export const fileNameMismatch: Rule = {
  code: 'file-name-mismatch',
  severity: 'error',
  *check({ tenants }) {
    for (const tenant of tenants) {
      if (tenant.id === undefined || tenant.id === tenant.fileId) continue;
      const why = {
        en: `the id is ${tenant.id}, but the file is ${tenant.source.name}`,
        ja: `契約会社IDは ${tenant.id} なのに、ファイル名は ${tenant.source.name} です`,
      };
      const either = parseTenantId(tenant.fileId).ok;
      yield at(tenant.source, ['id'], why, {
        en: `rename the file to ${tenant.id}.yaml${either ? `, or write the id ${tenant.fileId}` : ''}`,
        ja: `ファイル名を ${tenant.id}.yaml に${either ? `するか、契約会社IDを ${tenant.fileId} にして` : 'して'}ください`,
      });
    }
  },
};
