import { readFileSync } from 'node:fs';
import { Eta } from 'eta/core';
import { type Format, Safe } from './writers/safe.ts';

/** Every template, by its name below templates/ without `.eta`, and the format that its values have to be safe for. */
const FORMATS = {
  'asterisk/acl.conf': 'asterisk-conf',
  'asterisk/ccss.conf': 'asterisk-conf',
  'asterisk/cdr.conf': 'asterisk-conf',
  'asterisk/cel.conf': 'asterisk-conf',
  'asterisk/extensions.conf': 'dialplan',
  'asterisk/features.conf': 'asterisk-conf',
  'asterisk/indications.conf': 'asterisk-conf',
  'asterisk/library.conf': 'dialplan',
  'asterisk/logger.conf': 'asterisk-conf',
  'asterisk/modules.conf': 'asterisk-conf',
  'asterisk/musiconhold.conf': 'asterisk-conf',
  'asterisk/numbers.conf': 'dialplan',
  'asterisk/pjproject.conf': 'asterisk-conf',
  'asterisk/pjsip.conf': 'asterisk-conf',
  'asterisk/queuerules.conf': 'asterisk-conf',
  'asterisk/queues.conf': 'asterisk-conf',
  'asterisk/res_fax.conf': 'asterisk-conf',
  'asterisk/rtp.conf': 'asterisk-conf',
  'asterisk/stasis.conf': 'asterisk-conf',
  'asterisk/tenants.conf': 'dialplan',
  'asterisk/udptl.conf': 'asterisk-conf',
  'chatwork/description.txt': 'chatwork',
  'documents/audit.html': 'html',
  'documents/card.html': 'html',
  'dovecot/operators': 'passwd-file',
  'kamailio/address.list': 'kamailio',
  'kamailio/dispatcher.list': 'kamailio',
  'kamailio/kamailio.cfg': 'kamailio',
  'kamailio/table': 'kamailio',
  'kamailio/tls.cfg': 'kamailio',
  'kamailio/tls.pem': 'kamailio',
  'postfix/alias': 'postfix-map',
  'postfix/main.cf': 'postfix-conf',
  'postfix/master.cf': 'postfix-conf',
  'postfix/relay-password': 'postfix-map',
  'postfix/tls.pem': 'postfix-conf',
} as const satisfies Record<string, Format>;

export type TemplateName = keyof typeof FORMATS;
type FormatOf<N extends TemplateName> = (typeof FORMATS)[N];

/** What a template sees: text made safe for its format, and structure to walk through. A plain string does not type-check. */
export type TemplateData<F extends Format> =
  | Safe<F>
  | boolean
  | undefined
  | readonly TemplateData<F>[]
  | { readonly [key: string]: TemplateData<F> };

/** Relative to this package, from src as from dist. */
export const TEMPLATES_FOLDER = new URL('../../templates/', import.meta.url);

const engines = new Map<TemplateName, Eta>();
const texts = new Map<string, string>();

/** A file of templates/ as it is. Its text is read once. */
export function templateText(path: string): string {
  const known = texts.get(path);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(path, TEMPLATES_FOLDER), 'utf8');
  texts.set(path, text);
  return text;
}

/** A template filled in. Its text is read once. */
export function fill<N extends TemplateName>(
  name: N,
  data: { readonly [key: string]: TemplateData<FormatOf<N>> } = {},
): string {
  return engine(name).render('@template', { ...data });
}

function engine(name: TemplateName): Eta {
  const known = engines.get(name);
  if (known) return known;
  const eta = templateEngine(FORMATS[name]);
  eta.loadTemplate('@template', templateText(`${name}.eta`));
  engines.set(name, eta);
  return eta;
}

/** An engine that refuses whatever was not made safe for `format`; raw output passes the same hook. */
export function templateEngine(format: Format): Eta {
  return new Eta({
    autoEscape: false,
    autoFilter: true,
    autoTrim: false,
    filterFunction: (value) => Safe.text(format, value),
  });
}
