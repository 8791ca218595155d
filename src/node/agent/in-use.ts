import type { AmiConnection } from '../ami/connection.ts';

/** What calls in progress came in with: versions of the library, digests of tenants' objects. */
export interface InUse {
  versions: ReadonlySet<string>;
  objects: ReadonlySet<string>;
}

export async function inUse(ami: AmiConnection): Promise<InUse> {
  const versions = new Set<string>();
  const objects = new Set<string>();
  for (const channel of await ami.list({ Action: 'Status', Variables: 'DW_LIB,DW_OBJECT' })) {
    for (const variable of channel.all('Variable')) {
      const version = /^DW_LIB=dw-(.+)$/.exec(variable)?.[1];
      const object = /^DW_OBJECT=([0-9a-f]{64})$/.exec(variable)?.[1];
      if (version !== undefined) versions.add(version);
      if (object !== undefined) objects.add(object);
    }
  }
  return { versions, objects };
}
