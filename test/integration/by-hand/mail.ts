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

/** Changes of the compiled mail tables. */
export const MAIL_KINDS: readonly Kind[] = [changeAlias, removeAlias, addAlias];
