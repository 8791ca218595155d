import type { NodeByHand } from './change.ts';
import { type Kind, onNode } from './on-node.ts';

/** Edits a configuration file, has it loaded, and puts the file back as it was: only what runs can tell. */
function edited(node: NodeByHand, file: string, script: string, reload: string): () => Promise<void> {
  return async () => {
    await node.shell(`cp -p asterisk/${file} /tmp/as-it-was && ${script}`);
    await node.console(reload);
    await node.shell(`cat /tmp/as-it-was > asterisk/${file}`);
  };
}

const changeEndpoint: Kind = (node, _tenants, dice) => {
  const operator = dice.pick(['op1', 'op2']);
  return onNode(
    node,
    'pjsip',
    {
      what: `${operator}'s endpoint may call as the trunk`,
      item: new RegExp(`endpoint ${operator}\\b`),
      target: 'pjsip',
    },
    edited(
      node,
      'pjsip.conf',
      `sed -i 's/^\\[${operator}\\](operator)$/&\\ncontext=dw-trunk/' asterisk/pjsip.conf`,
      'module reload res_pjsip.so',
    ),
  );
};

const changeTrunk: Kind = (node) =>
  onNode(
    node,
    'pjsip',
    { what: "the trunk's address changed", item: /identify trunk-carrier/, target: 'pjsip' },
    edited(
      node,
      'pjsip.conf',
      "sed -i 's/^match=.*$/match=127.9.9.9/' asterisk/pjsip.conf",
      'module reload res_pjsip_endpoint_identifier_ip.so',
    ),
  );

const addEndpoint: Kind = (node, _tenants, _dice, serial) =>
  onNode(
    node,
    'pjsip',
    {
      what: `endpoint stray${serial} added`,
      item: new RegExp(`stray${serial}\\b`),
      addition: true,
      target: 'pjsip',
    },
    edited(
      node,
      'pjsip.conf',
      `printf '\\n[stray${serial}]\\ntype=endpoint\\ncontext=dw-trunk\\ndisallow=all\\nallow=ulaw\\n' >> asterisk/pjsip.conf`,
      'module reload res_pjsip.so',
    ),
  );

const addMember: Kind = (node, _tenants, _dice, serial) =>
  onNode(
    node,
    'queue',
    {
      what: `member stray${serial} added`,
      item: new RegExp(`pool-default.*PJSIP/stray${serial}\\b`),
      addition: true,
    },
    () => node.console(`queue add member PJSIP/stray${serial} to pool-default`),
  );

const changePenalty: Kind = (node, _tenants, dice) => {
  const operator = dice.pick(['op1', 'op2']);
  return onNode(
    node,
    'queue',
    { what: `penalty of ${operator} changed`, item: new RegExp(`pool-default.*PJSIP/${operator}\\b`) },
    () => node.console(`queue set penalty 7 on PJSIP/${operator} in pool-default`),
  );
};

const changeStrategy: Kind = (node) =>
  onNode(
    node,
    'queue',
    { what: 'strategy changed', item: /^queue pool-default$/, target: 'queues.conf' },
    edited(
      node,
      'queues.conf',
      "sed -i 's/^strategy=.*/strategy=ringall/' asterisk/queues.conf",
      'queue reload all',
    ),
  );

const addGlobal: Kind = (node, _tenants, _dice, serial) =>
  onNode(
    node,
    'global',
    { what: `global STRAY${serial} added`, item: new RegExp(`STRAY${serial}\\b`), addition: true },
    () => node.console(`dialplan set global STRAY${serial} x`),
  );

const addModule: Kind = (node, _tenants, dice) => {
  const module = dice.pick(['func_shell', 'app_system', 'app_echo', 'app_originate']);
  return onNode(
    node,
    'module',
    { what: `module ${module} loaded`, item: new RegExp(`${module}\\.so`), addition: true },
    () => node.console(`module load ${module}.so`),
  );
};

const unloadModule: Kind = (node, _tenants, dice) => {
  const module = dice.pick(['func_cut', 'func_uuid', 'app_playback', 'res_pjsip_rfc3326', 'codec_gsm']);
  return onNode(
    node,
    'module',
    { what: `module ${module} unloaded`, item: new RegExp(`${module}\\.so`) },
    () => node.console(`module unload ${module}.so`),
  );
};

/** Changes of PJSIP objects, queues, global variables and modules. */
export const ASTERISK_KINDS: readonly Kind[] = [
  changeEndpoint,
  changeTrunk,
  addEndpoint,
  addMember,
  changePenalty,
  changeStrategy,
  addGlobal,
  addModule,
  unloadModule,
];
