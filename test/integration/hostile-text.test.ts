import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readCard } from '../../src/sandbox/calls/card.ts';
import { withPhones } from '../../src/sandbox/calls/session.ts';
import { callPlaces } from '../../src/sandbox/place.ts';
import { PROJECT, run, testSandbox } from './sandbox.ts';

const CASES = 200;
/** Another seed tries other texts: DENWABAN_TEST_SEED. */
const SEED = Number(process.env.DENWABAN_TEST_SEED ?? 20_270_301);

/** What means something to Asterisk, to a configuration file, to SIP, to SQLite, to a shell, to HTML. */
const HOSTILE = readFileSync(join(PROJECT, 'test', 'fixtures', 'hostile-fragments.txt'), 'utf8')
  .trimEnd()
  .split('\n');

const texts = fc.sample(
  fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme-ascii', maxLength: 6 })), {
      minLength: 1,
      maxLength: 6,
    })
    .map((parts) => Array.from(parts.join(' ').trim()).slice(0, 50).join('').trim())
    .filter((text) => text !== ''),
  { numRuns: CASES, seed: SEED },
);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-hostile-'));
  await cp(join(PROJECT, 'tenants'), folder, { recursive: true });
  for (const [index, text] of texts.entries())
    await writeFile(join(folder, `${id(index)}.yaml`), file(index, text));
});

afterAll(async () => {
  // Their files cannot just be deleted: they would still hold their numbers.
  expect(await run('destroy', '--stack', 'local', '--yes')).toMatchObject({ exitCode: 0 });
  await rm(folder, { recursive: true, force: true });
});

it(`shows ${CASES} hostile names verbatim, in one apply, and changes nothing else`, {
  timeout: 600_000,
}, async () => {
  const { stack, home } = await testSandbox();
  const applied = await run('apply', '--stack', 'local', '--tenants', folder, '--yes');
  expect(applied.exitCode, applied.stderr).toBe(0);

  const calls = texts.map((_, index) => ({ number: number(index) }));
  // A tenant among them whose texts are tame: what the others are called must not reach it.
  calls.push({ number: '0350000010' });
  // Half of them through each edge, at the same time.
  const places = callPlaces(stack);
  const half = Math.ceil(calls.length / places.length);
  const seen = await withPhones(stack, home, ({ place }) =>
    Promise.all(places.map(({ name }, at) => place(calls.slice(at * half, (at + 1) * half), name))),
  ).then((results) => results.flat());

  const shown = seen.map(({ phone, outcome, status }) => phone?.display ?? `${outcome} ${status}`);
  expect(shown).toEqual([...texts.map((text) => `[表記] ${text}`), '[表記] みなと歯科クリニック']);
  expect(seen.map(({ phone }) => phone?.headers['X-Denwaban-Tenant'])).toEqual([
    ...texts.map((_, index) => id(index)),
    'minato-dental',
  ]);
  for (const [index, text] of texts.entries()) {
    if (index % 20 !== 0) continue;
    const card = await readCard(seen[index]?.phone?.card ?? '');
    expect(card?.replace(/\s+/g, ' ')).toContain(greeting(text).replace(/\s+/g, ' '));
  }
  // Whatever else a text might have done is a difference: another context, value, endpoint, queue, global, module or mail address.
  const drift = await run('drift', '--stack', 'local', '--tenants', folder);
  expect(drift.stdout).toContain('No drift');
  expect(drift.exitCode).toBe(0);
  console.log(`hostile texts, seed ${SEED}: ${texts.length} shown verbatim in one apply`);
});

function id(index: number): string {
  return `hostile-${String(index).padStart(3, '0')}`;
}

function number(index: number): string {
  return `0501000${String(500 + index).padStart(4, '0')}`;
}

function greeting(text: string): string {
  return `はい、${text}でございます。`;
}

function file(index: number, text: string): string {
  return stringify({
    id: id(index),
    company: { name: text, kana: 'ホスタイル', greeting: greeting(text) },
    contract: {
      starts: '2027-01-01',
      identityCheck: { method: 'jpki', verifiedOn: '2026-12-01', recordRef: `KYC-2026-${9000 + index}` },
    },
    numbers: [{ number: number(index), type: '050', usage: 'displayed' }],
    roster: [{ id: 'chief', name: text, kana: 'ホスタイル', email: `chief@${id(index)}.example` }],
    report: { channel: 'mail' },
    hours: { weekdays: '00:00-24:00', saturdays: '00:00-24:00', holidays: '00:00-24:00' },
  });
}
