import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  diagnosticsGithub,
  diagnosticsJson,
  diagnosticsMarkdown,
  diagnosticsText,
} from '../../src/commands/format/diagnostics.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import { loadFiles } from '../../src/load/load.ts';
import { validate } from '../../src/validate/validate.ts';
import { Search } from '../secrecy/forms.ts';
import { PERSONAL, TENANTS } from '../secrecy/planted.ts';
import { DATE } from './fixtures.ts';

type Path = readonly (string | number)[];

const NAME = String(PERSONAL['a name']);
const ADDRESS = String(PERSONAL['a mail address']);
const NUMBERS = readFileSync(new URL('../../tenants/_numbers.yaml', import.meta.url));

/** Where whatever stands there may be somebody's name. */
const PRIVATE: readonly string[] = [
  'roster',
  'report.to',
  'contract.identityCheck',
  'contract.suspended.reason',
  'calls.block',
];

/** What somebody writes in the wrong way or in the wrong place. */
const mistakes = (text: string): unknown[] => [
  text,
  ` ${text}`,
  `${text}\u0007`,
  `${text}\n${text}`,
  `様 ${text}, ${text}`,
  `"${text}" <${text}>`,
  text.repeat(40),
  [text],
  [[text, text], { [text]: text }],
  { [text]: text },
  { name: text, email: text, [text]: [text] },
];

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.with(Number(step), replaced(value[Number(step)], rest, by));
  const object = value as Record<string, unknown>;
  return { ...object, [step]: replaced(object[step], rest, by) };
}

/** All that a tenant's file makes us print. JSON is YAML. */
function printed(name: string, tenant: unknown): string {
  const files = [
    { file: `tenants/${name}`, name, bytes: Buffer.from(JSON.stringify(tenant)) },
    { file: 'tenants/_numbers.yaml', name: '_numbers.yaml', bytes: NUMBERS },
  ];
  const found = validate(loadFiles(files, 'tenants'), { date: DATE, reportDomain: 'sagitech.example' });
  return [diagnosticsText, diagnosticsJson, diagnosticsMarkdown, diagnosticsGithub]
    .flatMap((print) => LANGUAGES.map((language) => print(found, language)))
    .join('\n');
}

const FILES = Object.entries(TENANTS).map(([name, text]) => {
  const tenant = parse(text);
  tenant.contract.suspended = { since: '2027-02-01', reason: 'police-request' };
  return [name, tenant] as const;
});

describe.each(FILES)('what is said about mistakes in %s', (name, tenant) => {
  const paths = [...pathsOf(tenant)];

  it.each(paths.map((path) => [path.join('.'), path] as const))(
    'repeats no address written at %s',
    (_, path) => {
      const search = new Search({ address: ADDRESS, local: 'sagi.joji' });
      for (const mistake of mistakes(ADDRESS)) {
        const text = printed(name, replaced(tenant, path, mistake));
        expect(search.in(Buffer.from(text)), text).toEqual([]);
      }
    },
  );

  const personal = paths.filter((path) =>
    PRIVATE.some((place) => `${path.join('.')}.`.startsWith(`${place}.`)),
  );
  it.each(personal.map((path) => [path.join('.'), path] as const))(
    'repeats no name written at %s',
    (_, path) => {
      const search = new Search({ ...PERSONAL, name: NAME });
      for (const mistake of mistakes(NAME)) {
        const text = printed(name, replaced(tenant, path, mistake));
        expect(search.in(Buffer.from(text)), text).toEqual([]);
      }
    },
  );
});
