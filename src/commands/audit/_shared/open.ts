import { openSession } from '../../../apply/session.ts';
import { type Line, openLine } from '../../../audit/git/line.ts';
import { type History, readHistory } from '../../../audit/history.ts';
import { type Ledger, openLedger } from '../../../audit/ledger.ts';
import type { Stack } from '../../../model/stack.ts';
import { loadStack, OWN_FOLDER } from '../../../project/project.ts';
import { readRecords } from '../../../store/applied-record.ts';
import { openVerifying } from '../../../store/signing.ts';

export interface AuditOptions {
  tenants?: string | undefined;
  branch?: string | undefined;
  stack?: readonly string[] | undefined;
}

/** Everything that an audit's question is asked of. */
export interface Opened {
  line: Line;
  history: History;
  /** undefined: no stack was named. */
  ledger: Ledger | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

export async function openAudit(options: AuditOptions): Promise<Opened> {
  const now = Date.now();
  const project = process.cwd();
  const stacks = await Promise.all((options.stack ?? []).map((name) => loadStack(name)));
  const folder = options.tenants ?? stacks[0]?.tenants ?? 'tenants';
  const line = await openLine(project, { branch: options.branch, tenants: folder });
  const history = await readHistory(line, { home: OWN_FOLDER, folder });
  const records = await Promise.all(stacks.map((stack) => recordsOf(project, stack)));
  return { line, history, ledger: stacks.length > 0 ? await openLedger(line, records) : undefined, now };
}

async function recordsOf(project: string, stack: Stack): Promise<Ledger['stacks'][number]> {
  const { blobs, home } = openSession(project, stack);
  const key = await openVerifying(home, stack.signing);
  return { stack: stack.name, records: await readRecords(blobs, stack.name, [key]) };
}
