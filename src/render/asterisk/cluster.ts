import { byCodeUnit } from '../../domain/order.ts';
import type { Operator, Stack } from '../../model/stack.ts';
import { renderedFile } from '../file.ts';
import type { RenderedFile } from '../objects.ts';
import { fill } from '../templates.ts';
import { asteriskConf as conf } from '../writers/asterisk-conf.ts';
import { dialplan } from '../writers/dialplan.ts';
import { OPERATOR_CODES } from './announcements.ts';
import { library, NOW } from './library.ts';

/** Seconds without any sound packet after which a call is taken to be dead. */
const RTP_TIMEOUT = 45;

/** A phone that comes back under another address takes the place of what it was: one place a phone. */
const MAX_CONTACTS = 1;

/** How carriers write a lent number, 0312345678, +81312345678 or 81312345678, and its national digits. 050 is followed by 1 to 9. */
const PATTERNS = [
  { pattern: dialplan.text`_03XXXXXXXX`, national: dialplan.text`\${EXTEN}` },
  { pattern: dialplan.text`_050ZXXXXXXX`, national: dialplan.text`\${EXTEN}` },
  { pattern: dialplan.text`_813XXXXXXXX`, national: dialplan.text`0\${EXTEN:2}` },
  { pattern: dialplan.text`_8150ZXXXXXXX`, national: dialplan.text`0\${EXTEN:2}` },
  { pattern: dialplan.text`_+813XXXXXXXX`, national: dialplan.text`0\${EXTEN:3}` },
  { pattern: dialplan.text`_+8150ZXXXXXXX`, national: dialplan.text`0\${EXTEN:3}` },
];

/** Asterisk's configuration folder but for what the other parts and the node itself add. */
export function asteriskFiles(stack: Stack): RenderedFile[] {
  const { version, content } = library(stack);
  return [
    file(
      'extensions.conf',
      fill('asterisk/extensions.conf', {
        patterns: PATTERNS,
        now: NOW,
        version: dialplan.version(version),
        codes: stack.edges.length === 0 ? [] : Object.entries(OPERATOR_CODES).map(operatorCode),
      }),
    ),
    file(`library/${version}.conf`, content),
    file('pjsip.conf', pjsip(stack)),
    file('queues.conf', queues(stack)),
    ...(
      [
        'acl.conf',
        'ccss.conf',
        'cdr.conf',
        'cel.conf',
        'features.conf',
        'indications.conf',
        'logger.conf',
        'modules.conf',
        'musiconhold.conf',
        'pjproject.conf',
        'queuerules.conf',
        'res_fax.conf',
        'rtp.conf',
        'stasis.conf',
        'udptl.conf',
      ] as const
    ).map((name) => file(name, fill(`asterisk/${name}`))),
  ];
}

function operatorCode([name, code]: [string, string]) {
  return { code: dialplan.code(code), name: dialplan.word(name) };
}

function pjsip(stack: Stack): string {
  return fill('asterisk/pjsip.conf', {
    protocols: [conf.text`udp`, conf.text`tcp`],
    rtpTimeout: conf.integer(RTP_TIMEOUT),
    maxContacts: conf.integer(MAX_CONTACTS),
    trunks: stack.trunks
      .toSorted((a, b) => byCodeUnit(a.name, b.name))
      .map((t) => ({
        name: conf.name(t.name),
        addresses: t.addresses.toSorted(byCodeUnit).map(conf.address),
      })),
    edges: stack.edges.map(({ address }) => conf.address(address)),
    operators: byId(stack.operators).map((o) => ({ id: conf.id(o.id), password: conf.secret(o.password) })),
  });
}

function queues(stack: Stack): string {
  const operators = byId(stack.operators);
  return fill('asterisk/queues.conf', {
    memberSeconds: conf.integer(Math.max(5, Math.ceil(stack.ringSeconds / 2))),
    pools: byId(stack.pools).map((pool) => ({
      id: conf.id(pool.id),
      strategy: conf.word(pool.strategy),
      wrapUpSeconds: conf.integer(pool.wrapUpSeconds),
      members: operators.filter((o: Operator) => o.pools.includes(pool.id)).map((o) => conf.id(o.id)),
    })),
  });
}

function byId<T extends { id: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => byCodeUnit(a.id, b.id));
}

function file(name: string, content: string): RenderedFile {
  return renderedFile(`asterisk/${name}`, content);
}
