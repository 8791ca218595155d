import type { Place } from '../../../src/store/store.ts';
import type { ByHand, Dice, NodeByHand } from './change.ts';

/** What is live of a tenant: enough to change it by hand. */
export interface LiveTenant {
  id: string;
  /** Of the values in AstDB. */
  digest: string;
  /** National digits. */
  numbers: readonly string[];
}

/** Makes one kind of change, or undefined where there is nothing to change. */
export type Kind = (node: NodeByHand, tenants: readonly LiveTenant[], dice: Dice, serial: number) => ByHand;

/** Edits a configuration file, has it loaded, and puts the file back as it was: only what runs can tell. */
export function edited(node: NodeByHand, file: string, script: string, reload: string): () => Promise<void> {
  return async () => {
    await node.shell(`cp -p asterisk/${file} /tmp/as-it-was && ${script}`);
    await node.console(reload);
    await node.shell(`cat /tmp/as-it-was > asterisk/${file}`);
  };
}

/** A change on one node: what it is for a person, and by what drift has to name it. */
export function onNode(
  node: NodeByHand,
  place: Place,
  about: { what: string; item: RegExp; tenant?: string; addition?: boolean; target?: string },
  make: () => Promise<unknown>,
): ByHand {
  return {
    what: `${node.name}: ${about.what}`,
    target: `${node.name} ${place} ${about.target ?? about.item.source}`,
    addition: about.addition ?? false,
    make: async () => {
      await make();
    },
    names: (d) =>
      d.node === node.name &&
      d.place === place &&
      about.item.test(d.item) &&
      (about.tenant === undefined || d.tenant === about.tenant),
  };
}
