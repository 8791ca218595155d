import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { parseTenantId, type TenantId } from '../../domain/ids.ts';
import { isRecord, parseJson } from '../../store/json.ts';
import { isCallId } from './name.ts';

/** A report that Postfix has taken, as the milter has marked it. */
export interface ReportMark {
  path: string;
  tenant: TenantId;
  /** Milliseconds by the machine's clock. */
  at: number;
  /** The calls that it names. */
  calls: string[];
}

/** Every mark in the folder; what is none is taken away. */
export async function readMarks(folder: string): Promise<ReportMark[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const found = await Promise.all(names.map((name) => readMark(`${folder}/${name}`)));
  return found.filter((mark) => mark !== undefined);
}

async function readMark(path: string): Promise<ReportMark | undefined> {
  const value = parseJson(await readFile(path, 'utf8'));
  const tenant = isRecord(value) ? parseTenantId(String(value.tenant)) : undefined;
  if (!isRecord(value) || !tenant?.ok || !Array.isArray(value.calls)) {
    await rm(path, { force: true });
    return undefined;
  }
  const calls = value.calls.map(String).filter(isCallId);
  return { path, tenant: tenant.value, at: (await stat(path)).mtimeMs, calls };
}
