import { like, list, UnknownInPolicy } from './document.ts';

/** What is known of a request. A key with undefined is known to be absent; a key that is not there is not known, and asking for it is an error. */
export type Context = Readonly<Record<string, string | undefined>>;

type Matcher = (pattern: string, value: string) => boolean;

const equals: Matcher = (pattern, value) => pattern === value;
const arnLike: Matcher = (pattern, value) => like(pattern, value);
const bool: Matcher = (pattern, value) => pattern.toLowerCase() === value.toLowerCase();

const OPERATORS: Readonly<Record<string, { matches: Matcher; negated?: true }>> = {
  StringEquals: { matches: equals },
  StringNotEquals: { matches: equals, negated: true },
  StringLike: { matches: (pattern, value) => like(pattern, value) },
  StringNotLike: { matches: (pattern, value) => like(pattern, value), negated: true },
  ArnEquals: { matches: arnLike },
  ArnNotEquals: { matches: arnLike, negated: true },
  ArnLike: { matches: arnLike },
  ArnNotLike: { matches: arnLike, negated: true },
  Bool: { matches: bool },
};

/** Whether all conditions of a statement hold. */
export function conditionsHold(
  conditions: Record<string, Record<string, string | string[]>> | undefined,
  context: Context,
): boolean {
  return Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, list(wanted), known(context, key))),
  );
}

function holds(written: string, wanted: readonly string[], value: string | undefined): boolean {
  if (written === 'Null') return wanted.some((w) => (w === 'true') === (value === undefined));
  const ifExists = written.endsWith('IfExists');
  const operator = OPERATORS[ifExists ? written.slice(0, -'IfExists'.length) : written];
  if (operator === undefined) throw new UnknownInPolicy(`condition ${written}`);
  if (value === undefined) return ifExists || operator.negated === true;
  const some = wanted.some((pattern) => operator.matches(pattern, value));
  return operator.negated === true ? !some : some;
}

/** Keys are of any case. */
function known(context: Context, key: string): string | undefined {
  const found = Object.keys(context).find((k) => k.toLowerCase() === key.toLowerCase());
  if (found === undefined) throw new UnknownInPolicy(`condition key ${key}`);
  return context[found];
}
