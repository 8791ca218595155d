import { parseTenantId, type TenantId } from '../../domain/ids.ts';
import { type LentNumber, parseLentNumber } from '../../domain/lent-number.ts';

/** Whose call a file of a spool is about: the name without its ending, `<tenant>_<number>_<call>`. */
export interface CallName {
  tenant: TenantId;
  number: LentNumber;
  /** The call's UUID. */
  call: string;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export function parseCallName(stem: string): CallName | undefined {
  const [, id = '', digits = '', call = ''] =
    new RegExp(`^([a-z0-9-]+)_([0-9]+)_(${UUID})$`).exec(stem) ?? [];
  const [tenant, number] = [parseTenantId(id), parseLentNumber(digits)];
  return tenant.ok && number.ok ? { tenant: tenant.value, number: number.value, call } : undefined;
}

export function isCallId(text: string): boolean {
  return new RegExp(`^${UUID}$`).test(text);
}
