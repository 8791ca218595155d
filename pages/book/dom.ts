import { type Child, isList } from '../../src/render/documents/markup.ts';

/** A piece of a page as nodes of the document. Texts become text nodes: nothing is ever parsed. */
export function nodes(child: Child): Node[] {
  if (child === undefined || child === false) return [];
  if (typeof child === 'string') return [document.createTextNode(child)];
  if (isList(child)) return child.flatMap(nodes);
  const made = document.createElement(child.tag);
  for (const [name, value] of Object.entries(child.attributes)) made.setAttribute(name, value);
  made.append(...child.children.flatMap(nodes));
  return [made];
}

/** An element of index.html. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`index.html has no #${id}`);
  return found;
}
