import { type Kind, onNode } from './on-node.ts';

const removeStub: Kind = (node, tenants, dice) => {
  const { id } = dice.pick(tenants);
  return onNode(
    node,
    'dialplan',
    {
      what: `stub of ${id} removed`,
      item: new RegExp(`dw-t-${id}(?![a-z0-9-])`),
      tenant: id,
      target: `tenant ${id}`,
    },
    () => node.console(`dialplan remove extension s@dw-t-${id}`),
  );
};

const giveNumberAway: Kind = (node, tenants, dice) => {
  const tenant = dice.pick(tenants.filter(({ numbers }) => numbers.length > 0));
  const other = dice.pick(tenants.filter(({ id }) => id !== tenant.id));
  const number = dice.pick(tenant.numbers);
  return onNode(
    node,
    'dialplan',
    {
      what: `${number} given to ${other.id}`,
      item: new RegExp(`dw-numbers.*\\b${number}\\b`),
      tenant: tenant.id,
    },
    async () => {
      await node.console(`dialplan remove extension ${number}@dw-numbers 1`);
      await node.console(
        `dialplan add extension ${number},1,Set(DW_ROW=${other.id}:displayed:phone:20200101:99991231:99991231) into dw-numbers`,
      );
    },
  );
};

const addNumber: Kind = (node, _tenants, _dice, serial) => {
  const number = `0350009${String(serial).padStart(3, '0')}`;
  return onNode(
    node,
    'dialplan',
    { what: `${number} added`, item: new RegExp(`dw-numbers.*\\b${number}\\b`), addition: true },
    () => node.console(`dialplan add extension ${number},1,Answer() into dw-numbers`),
  );
};

const addContext: Kind = (node, _tenants, _dice, serial) =>
  onNode(
    node,
    'dialplan',
    { what: `context stray-${serial} added`, item: new RegExp(`stray-${serial}\\b`), addition: true },
    () => node.console(`dialplan add extension s,1,NoOp() into stray-${serial}`),
  );

/** Changes of the running dialplan. */
export const DIALPLAN_KINDS: readonly Kind[] = [removeStub, giveNumberAway, addNumber, addContext];
