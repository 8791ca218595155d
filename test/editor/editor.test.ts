import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expected, FIXTURES } from '../validate/fixtures.ts';
import { cursor, LanguageServer, type Opened } from './language-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let server: LanguageServer;
beforeAll(async () => {
  server = await LanguageServer.start();
});
afterAll(() => server?.end());

/** Opens a text in which `▮` is the cursor. */
async function at(file: string, marked: string): Promise<[Opened, { line: number; character: number }]> {
  const { text, position } = cursor(marked);
  return [await server.open(file, text), position];
}

/** What is marked: `line:column` and the words, both counted as people do. */
function marks({ diagnostics }: Opened): string[] {
  return diagnostics.map(
    ({ range: { start }, message }) => `${start.line + 1}:${start.character + 1} ${message}`,
  );
}

const SAMPLES = ['tenants', 'stacks'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${folder}/${file}`),
);

describe('in an editor', () => {
  it.each(SAMPLES)('%s has nothing marked', async (file) => {
    expect(marks(await server.open(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['tenants/aoi-denki.yaml', '契約会社 / Tenant'],
    ['tenants/_numbers.yaml', '番号 / Our numbers'],
    ['stacks/Pulumi.new.yaml', '環境 / Stack'],
  ])('%s is known by its name, without a line that says so', async (file, schema) => {
    const { diagnostics } = await server.open(file, 'kompany: {}\n');
    expect(new Set(diagnostics.map((d) => d.source))).toEqual(new Set([`yaml-schema: ${schema}`]));
  });

  it('what Pulumi keeps of its own stacks is none of ours', async () => {
    const text = 'secretsprovider: awskms://alias/denwaban-prod-state\nencryptedkey: AAAA\n';
    expect(marks(await server.open('stacks/Pulumi.prod.cloud.yaml', text))).toEqual([]);
  });

  it('keys of a number are proposed, but those that are there', async () => {
    const keys = await server.complete(
      ...(await at('tenants/a-keys.yaml', 'numbers:\n  - number: "03-5000-0001"\n    ▮\n')),
    );
    expect(keys).toEqual(
      expect.arrayContaining(['type', 'kind', 'usage', 'forwardedFrom', 'starts', 'ends']),
    );
    expect(keys).not.toContain('number');
    expect(keys).not.toContain('company');
  });

  it('keys of a block and of a stack are proposed', async () => {
    const block = await at('tenants/_numbers.yaml', 'blocks:\n  - from: "03-5000-0000"\n    ▮\n');
    expect(await server.complete(...block)).toEqual(expect.arrayContaining(['to', 'carrier', 'kinds']));
    const stack = await at('stacks/Pulumi.keys.yaml', 'config:\n  denwaban:engine: embedded\n  ▮\n');
    expect(await server.complete(...stack)).toEqual(
      expect.arrayContaining(['denwaban:delivery', 'denwaban:nodes', 'denwaban:shards']),
    );
  });

  it.each([
    ['tenants/a-channel.yaml', 'report:\n  channel: ▮\n', ['mail', 'chatwork']],
    ['tenants/a-usage.yaml', 'numbers:\n  - usage: ▮\n', ['forwarding', 'displayed']],
    ['tenants/a-starts.yaml', 'contract:\n  starts: ▮\n', ['2026-12-01']],
    ['stacks/Pulumi.values.yaml', 'config:\n  denwaban:engine: ▮\n', ['embedded', 'pulumi']],
  ])('values are proposed in %s', async (file, text, values) => {
    expect(await server.complete(...(await at(file, text)))).toEqual(expect.arrayContaining(values));
  });

  it('a key is explained in Japanese where the pointer rests', async () => {
    const channel = await at('tenants/a-hover.yaml', 'report:\n  chan▮nel: mail\n');
    expect(await server.hover(...channel)).toContain('報告の方法。');
    const engine = await at('stacks/Pulumi.hover.yaml', 'config:\n  denwaban:eng▮ine: embedded\n');
    expect(await server.hover(...engine)).toContain('適用エンジン。');
  });

  it('a slip is marked at its place, in our words where a form is not met', async () => {
    const text = readFileSync(join(ROOT, 'tenants', 'yamada-shoji.yaml'), 'utf8')
      .replace(/"03-5000-0001"/, '"06-6123-4567"')
      .replace(/ channel: mail/, ' channel: fax');
    const lines = text.split('\n');
    const line = (part: string): number => lines.findIndex((l) => l.includes(part)) + 1;
    const marked = marks(await server.open('tenants/a-slip.yaml', text));
    expect(marked).toHaveLength(2);
    expect(marked.find((m) => m.startsWith(`${line('06-6123-4567')}:`))).toMatch(
      /050-XXXX-XXXX.*nothing else is lent/,
    );
    expect(marked.find((m) => m.startsWith(`${line('channel: fax')}:`))).toMatch(/mail.*chatwork/);
  });

  it.each([
    'missing-key',
    'out-of-range',
    'repeated-value',
    'unknown-key',
    'unknown-value',
    'wrong-count',
    'wrong-length',
    'wrong-type',
    'yaml-duplicate-key',
    'yaml-syntax',
    'yaml-tab',
  ])('what validate says of %s is marked too, before anybody runs it', async (code) => {
    const folder = join(FIXTURES, 'invalid', code);
    const text = readFileSync(join(folder, 'aoi-denki.yaml'), 'utf8');
    const marked = marks(await server.open(`tenants/${code}.yaml`, text)).map((m) => Number(m.split(':')[0]));
    const said = expected(folder).map((line) => Number(line.split(':')[1]));
    for (const line of said) expect(marked, `line ${line}`).toContain(line);
  });
});
