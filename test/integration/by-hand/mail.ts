import type { NodeByHand } from './change.ts';
import { type Kind, onNode } from './on-node.ts';

/** Changes the compiled table only, as `postmap` from another file would. */
function remapped(node: NodeByHand, script: string): () => Promise<string> {
  return () =>
    node.shell(
      `postmap -c postfix -s cdb:postfix/alias-main > /tmp/table && ${script} && postmap -c postfix cdb:/tmp/table && cp /tmp/table.cdb postfix/alias-main.cdb`,
    );
}

const changeAlias: Kind = (node, tenants, dice) => {
  const { id } = dice.pick(tenants);
  return onNode(
    node,
    'mail-map',
    { what: `reports of ${id} go to a stranger`, item: new RegExp(`alias-main ${id}@`), tenant: id },
    remapped(node, `sed -i 's/^\\(${id}@[^[:space:]]*\\).*/\\1 stranger@elsewhere.example/' /tmp/table`),
  );
};

const removeAlias: Kind = (node, tenants, dice) => {
  const { id } = dice.pick(tenants);
  return onNode(
    node,
    'mail-map',
    { what: `report address of ${id} removed`, item: new RegExp(`alias-main ${id}@`), tenant: id },
    remapped(node, `sed -i '/^${id}@/d' /tmp/table`),
  );
};

const addAlias: Kind = (node, tenants, dice, serial) => {
  const { id } = dice.pick(tenants);
  return onNode(
    node,
    'mail-map',
    {
      what: `person stray${serial} of ${id} added`,
      item: new RegExp(`alias-main ${id}\\+stray${serial}@`),
      tenant: id,
      addition: true,
    },
    remapped(
      node,
      `echo '${id}+stray${serial}@report.denwaban.example stranger@elsewhere.example' >> /tmp/table`,
    ),
  );
};

/** On an address that is not the node's own, where it shares the machine's network with the others. */
const addListener: Kind = (node, _tenants, _dice, serial) => {
  const place = `127.0.0.1:${21_000 + serial}`;
  return onNode(
    node,
    'mail-setting',
    {
      what: `Postfix listens at ${place}`,
      item: new RegExp(`(listener|master\\.cf) ${place}|^file postfix/master\\.cf$`),
      addition: true,
      target: 'master.cf',
    },
    () =>
      node.shell(
        `echo '${place} inet n - n - 20 smtpd' >> postfix/master.cf; postfix -c "$PWD/postfix" reload`,
      ),
  );
};

/** Changes of the compiled mail tables, and of where mail comes in. */
export const MAIL_KINDS: readonly Kind[] = [changeAlias, removeAlias, addAlias, addListener];
