import { Document, isCollection, isMap, type Scalar } from 'yaml';
import { DEFAULT_HOURS } from '../domain/hours.ts';
import type { TenantFile } from '../model/tenant-file.ts';
import type { Answers } from './answers.ts';
import { type Language, WORDS } from './words.ts';

/** Where editors find the schema, from a file of the tenant folder. */
const SCHEMA = ' yaml-language-server: $schema=../schema/tenant.schema.json';

/** A new tenant's file: what was answered, with a word on what may be changed later. */
export function tenantText(answers: Answers, language: Language): string {
  const document = new Document(tenantFile(answers));
  const words = WORDS[language].comments;
  comment(document, ['contract'], words.contract);
  comment(document, ['numbers'], words.numbers);
  comment(document, ['roster'], words.roster);
  comment(document, ['report'], answers.channel === 'mail' ? words.mail : words.chatwork);
  comment(document, ['hours'], words.hours);
  for (const path of [
    ['contract', 'identityCheck'],
    ['numbers', 0, 'forwardedFrom'],
    ['report', 'to'],
    ['hours'],
  ])
    inFlow(document.getIn(path, true));
  answers.people.forEach((_, i) => {
    inFlow(document.getIn(['roster', i], true));
  });
  document.commentBefore = SCHEMA;
  return document.toString({ lineWidth: 0 }).replace(/^(# yaml-language-server.*\n)\n/, '$1');
}

function tenantFile(a: Answers): TenantFile {
  return {
    id: a.id,
    company: {
      name: a.name,
      kana: a.kana,
      greeting: a.greeting,
      ...(a.address ? { address: a.address } : {}),
    },
    contract: {
      starts: a.starts,
      ...(a.ends ? { ends: a.ends } : {}),
      identityCheck: {
        method: a['identity-method'],
        verifiedOn: a['identity-on'],
        recordRef: a['identity-ref'],
      },
    },
    numbers: [
      {
        number: a.number,
        type: a.type,
        ...(a.kind === 'phone' ? {} : { kind: a.kind }),
        usage: a.usage,
        ...(a.usage === 'forwarding' && a['forwarded-from'] && a.line
          ? { forwardedFrom: { number: a['forwarded-from'], line: a.line } }
          : {}),
      },
    ],
    roster: a.people.map((person) => ({ ...person })),
    report: reportOf(a),
    ...hoursOf(a),
  };
}

function reportOf(a: Answers): TenantFile['report'] {
  if (a.channel === 'mail') return { channel: 'mail', ...(a.to?.length ? { to: [...a.to] } : {}) };
  return {
    channel: 'chatwork',
    chatwork: {
      room: a.room ?? '',
      ...(a['room-id'] === undefined ? {} : { roomId: a['room-id'] }),
      ...(a.invite ? { invite: true } : {}),
    },
  };
}

function hoursOf({ weekdays, saturdays, holidays }: Answers): Pick<TenantFile, 'hours'> {
  const asUsual =
    weekdays === DEFAULT_HOURS.weekdays &&
    saturdays === DEFAULT_HOURS.saturdays &&
    holidays === DEFAULT_HOURS.holidays;
  return asUsual ? {} : { hours: { weekdays, saturdays, holidays } };
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
