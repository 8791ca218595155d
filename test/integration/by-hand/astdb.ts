import { type Kind, onNode } from './on-node.ts';

const changeValue: Kind = (node, tenants, dice, serial) => {
  const { id, digest } = dice.pick(tenants);
  const key = dice.pick(['name', 'pool', 'weekdays', 'card', 'kana']);
  return onNode(
    node,
    'astdb',
    { what: `${key} of ${id} changed`, item: new RegExp(`${digest}/${key}`), tenant: id },
    () => node.console(`database put denwaban/${digest} ${key} changed-${serial}`),
  );
};

const removeValue: Kind = (node, tenants, dice) => {
  const { id, digest } = dice.pick(tenants);
  const key = dice.pick(['name', 'pool', 'weekdays', 'card', 'kana']);
  return onNode(
    node,
    'astdb',
    { what: `${key} of ${id} removed`, item: new RegExp(`${digest}/${key}`), tenant: id },
    () => node.console(`database del denwaban/${digest} ${key}`),
  );
};

const addValue: Kind = (node, tenants, dice, serial) => {
  const { id, digest } = dice.pick(tenants);
  return onNode(
    node,
    'astdb',
    {
      what: `value stray${serial} of ${id} added`,
      item: new RegExp(`${digest}/stray${serial}`),
      tenant: id,
      addition: true,
    },
    () => node.console(`database put denwaban/${digest} stray${serial} x`),
  );
};

const addFamily: Kind = (node, _tenants, _dice, serial) =>
  onNode(
    node,
    'astdb',
    { what: `family stray${serial} added`, item: new RegExp(`stray${serial}/key`), addition: true },
    () => node.console(`database put stray${serial} key value`),
  );

/** Changes of AstDB. */
export const ASTDB_KINDS: readonly Kind[] = [changeValue, removeValue, addValue, addFamily];
