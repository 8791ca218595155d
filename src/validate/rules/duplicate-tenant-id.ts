import { at, type Rule } from '../rule.ts';
import type { TenantView } from '../tenant-view.ts';

/** One id, one company: it names the context of its calls and the address of its reports. */
export const duplicateTenantId: Rule = {
  code: 'duplicate-tenant-id',
  severity: 'error',
  *check({ tenants }) {
    const byId = new Map<string, TenantView>();
    for (const tenant of tenants) {
      if (tenant.id === undefined) continue;
      const first = byId.get(tenant.id);
      if (first === undefined) {
        byId.set(tenant.id, tenant);
        continue;
      }
      const why = {
        en: `the id ${tenant.id} is also that of ${first.source.file}, and reports and calls would mix`,
        ja: `契約会社ID ${tenant.id} は ${first.source.file} でも使われており、電話と受電報告が混ざってしまいます`,
      };
      yield at(tenant.source, ['id'], why, {
        en: 'give one of them another id and file name',
        ja: 'どちらかの契約会社IDとファイル名を変えてください',
      });
    }
  },
};
