import { ASTDB_KINDS } from './astdb.ts';
import { DIALPLAN_KINDS } from './dialplan.ts';
import { MAIL_KINDS } from './mail.ts';
import { MODULE_KINDS } from './modules-and-manager.ts';
import type { Kind } from './on-node.ts';
import { ASTERISK_KINDS } from './phones-and-queues.ts';

/** Every kind of change on a node. */
export const NODE_KINDS: readonly Kind[] = [
  ...DIALPLAN_KINDS,
  ...ASTDB_KINDS,
  ...ASTERISK_KINDS,
  ...MODULE_KINDS,
  ...MAIL_KINDS,
];
