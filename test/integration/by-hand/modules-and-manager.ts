import { edited, type Kind, onNode } from './on-node.ts';

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

const addManagerUser: Kind = (node, _tenants, _dice, serial) =>
  onNode(
    node,
    'module',
    {
      what: `manager user stray${serial} added`,
      item: new RegExp(`manager user stray${serial}$`),
      addition: true,
      target: 'manager',
    },
    edited(
      node,
      'manager.conf',
      `printf '\\n[stray${serial}]\\nsecret=known\\nwrite=all\\n' >> asterisk/manager.conf`,
      'manager reload',
    ),
  );

const addLogChannel: Kind = (node, _tenants, _dice, serial) =>
  onNode(
    node,
    'module',
    {
      what: `log channel stray${serial} added`,
      item: new RegExp(`log channel /tmp/stray${serial}$`),
      addition: true,
    },
    () => node.console(`logger add channel /tmp/stray${serial} verbose`),
  );

/** Changes of Asterisk's modules, manager interface and log. */
export const MODULE_KINDS: readonly Kind[] = [addModule, unloadModule, addManagerUser, addLogChannel];
