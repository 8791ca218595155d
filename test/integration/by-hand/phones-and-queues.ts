import { edited, type Kind, onNode } from './on-node.ts';

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
    { what: "the trunk's address changed", item: /identify trunk-edge/, target: 'pjsip' },
    edited(
      node,
      'pjsip.conf',
      "sed -i '0,/^match=/s/^match=.*$/match=127.9.9.9/' asterisk/pjsip.conf",
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
    {
      what: `penalty of ${operator} changed`,
      item: new RegExp(`pool-default.*PJSIP/${operator}\\b`),
      // A reload of the queues by another hand would undo it before anybody looks.
      target: 'queues.conf',
    },
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

/** Changes of PJSIP objects, queues and global variables. */
export const ASTERISK_KINDS: readonly Kind[] = [
  changeEndpoint,
  changeTrunk,
  addEndpoint,
  addMember,
  changePenalty,
  changeStrategy,
  addGlobal,
];
