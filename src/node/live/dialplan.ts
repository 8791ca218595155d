import { parseTenantId, type TenantId } from '../../domain/ids.ts';
import type { AmiConnection } from '../ami/connection.ts';
import type { AmiMessage } from '../ami/message.ts';
import { type DialplanEntry, entryKey, labelled } from '../conf/dialplan.ts';
import { rowOf } from '../desired/owners.ts';
import { compare, type Difference, type Thing } from './difference.ts';

/** Who loads the dialplan from files. It proves nothing by itself: what is added by hand shows the same. */
const REGISTRAR = 'pbx_config';

type LiveEntry = DialplanEntry & { registrar: string };

/** Compares every context, extension, priority, application and data that Asterisk holds. */
export async function lookDialplan(
  ami: AmiConnection,
  desired: ReadonlyMap<string, DialplanEntry>,
): Promise<Difference[]> {
  const live = apart((await ami.list({ Action: 'ShowDialPlan' })).map(liveEntry), desired);
  const registrars = new Map(live.map((entry) => [entryKey(entry), entry.registrar]));
  return compare('dialplan', things(desired.values()), things(live), (item, kind) => {
    const [, context, extension, priority] =
      /^context (\S+) extension (\S+) priority (\S+)$/.exec(item) ?? [];
    // What was loaded by pbx_config is taken away by its reload; what another module registered is not.
    if (kind !== 'unowned' || registrars.get(item) === REGISTRAR || !context || !extension || !priority)
      return undefined;
    return () =>
      ami.action({
        Action: 'DialplanExtensionRemove',
        Context: context,
        Extension: extension,
        Priority: priority,
      });
  });
}

/**
 * An extension for one caller alone stands beside the one for all, under the same name: Asterisk does not tell whose calls it is for.
 * Each gets an item of its own, so that neither hides the other; the desired one keeps the name.
 */
function apart(
  live: readonly LiveEntry[],
  desired: ReadonlyMap<string, DialplanEntry>,
): readonly LiveEntry[] {
  return [...Map.groupBy(live, entryKey)].flatMap(([key, same]) => {
    if (same.length === 1) return same;
    const wanted = desired.get(key)?.does;
    return same
      .toSorted((a, b) => Number(b.does === wanted) - Number(a.does === wanted))
      .map((entry, i) => (i === 0 ? entry : { ...entry, item: `${entry.item} (${i + 1})` }));
  });
}

function things(entries: Iterable<DialplanEntry & { registrar?: string }>): Map<string, Thing> {
  const found = new Map<string, Thing>();
  for (const entry of entries) {
    const by =
      entry.registrar === undefined || entry.registrar === REGISTRAR
        ? ''
        : ` (registered by ${entry.registrar})`;
    found.set(entryKey(entry), {
      does: `${entry.does}${by}`,
      // Asked for differences alone.
      get tenant() {
        return tenantOf(entry);
      },
    });
  }
  return found;
}

function liveEntry(message: AmiMessage): LiveEntry {
  const context = message.get('Context') ?? '';
  const registrar = message.get('Registrar') ?? '';
  const extension = message.get('Extension');
  if (extension === undefined) return { context, registrar, ...contextSetting(message) };
  const priority = message.get('Priority') ?? '';
  const application = message.get('Application') ?? '';
  const does = priority === 'hint' ? application : `${application}(${message.get('AppData') ?? ''})`;
  return {
    context,
    registrar,
    item: `extension ${extension} priority ${priority}`,
    does: labelled(message.get('ExtensionLabel') ?? '', does),
  };
}

function contextSetting(message: AmiMessage): { item: string; does: string } {
  for (const [header, key] of [
    ['IncludeContext', 'include'],
    ['Switch', 'switch'],
    ['IgnorePattern', 'ignorepat'],
  ] as const) {
    const value = message.get(header);
    if (value !== undefined) return { item: `${key} ${value}`, does: '' };
  }
  return { item: 'unknown setting', does: JSON.stringify(message.entries()) };
}

/** The tenant of a stub's context, or of a number's first interval. */
function tenantOf(entry: DialplanEntry): TenantId | undefined {
  const id = /^dw-t-(.+)$/.exec(entry.context)?.[1];
  const tenant = id === undefined ? undefined : parseTenantId(id);
  return tenant?.ok ? tenant.value : rowOf(entry)?.[0]?.tenant;
}
