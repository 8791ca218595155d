import { Document, isCollection, isMap, type Scalar } from 'yaml';
import type { Language } from '../domain/language.ts';
import type { TenantFile } from '../model/tenant-file.ts';
import { WORDS } from './words.ts';

/** Where editors find the schema, from a file of the tenant folder. */
const SCHEMA = ' yaml-language-server: $schema=../schema/tenant.schema.json';

/** A new tenant's file as text, with a word on what may be changed later. */
export function tenantText(tenant: TenantFile, language: Language): string {
  const document = new Document(tenant);
  const words = WORDS[language].comments;
  comment(document, ['contract'], words.contract);
  comment(document, ['numbers'], words.numbers);
  comment(document, ['roster'], words.roster);
  comment(document, ['report'], tenant.report?.channel === 'mail' ? words.mail : words.chatwork);
  comment(document, ['hours'], words.hours);
  for (const path of [
    ['contract', 'suspended'],
    ['contract', 'identityCheck'],
    ...tenant.numbers.map((_, i) => ['numbers', i, 'forwardedFrom']),
    ...tenant.roster.map((_, i) => ['roster', i]),
    ['report', 'to'],
    ['report', 'chatwork', 'members'],
    ['hours'],
  ])
    inFlow(document.getIn(path, true));
  document.commentBefore = SCHEMA;
  return document.toString({ lineWidth: 0 }).replace(/^(# yaml-language-server.*\n)\n/, '$1');
}

function comment(document: Document, path: readonly string[], text: string): void {
  const pair = isMap(document.contents)
    ? document.contents.items.find(({ key }) => (key as Scalar).value === path[0])
    : undefined;
  if (pair) (pair.key as Scalar).commentBefore = ` ${text}`;
}

/** On one line, as people write what is short. */
function inFlow(node: unknown): void {
  if (isCollection(node)) node.flow = true;
}
