import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { graphOf } from './graph.ts';
import { sampleSettings } from './sample.ts';

const PARLIAMENT = fileURLToPath(new URL('../../.denwaban/python/bin/parliament', import.meta.url));

/** `*` is the key itself in a key's policy, everything that apply builds and drift looks at, and in the boundary what roles narrow down. */
const MAY_SAY_STAR = /^(Key-|RolePolicy-(apply|drift)|Policy-machine-boundary)/;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'denwaban-policies-'));
  const { resources } = await graphOf(sampleSettings('prod'));
  for (const { type, name, inputs } of resources) {
    if (inputs?.policy === undefined || type.startsWith('aws:ecr/')) continue;
    writeFileSync(join(folder, `${type.slice(type.lastIndexOf(':') + 1)}-${name}.json`), inputs.policy);
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the linter; each finding as `<file> <issue>: <detail>`. */
function lint(...args: string[]): string[] {
  const { stdout, error } = spawnSync(PARLIAMENT, [...args, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error) throw error;
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { issue, detail, location } = JSON.parse(line);
    return `${String(location.filepath ?? '').replace(`${folder}/`, '')} ${issue}: ${JSON.stringify(detail)}`;
  });
}

it('every policy passes the linter', () => {
  const findings = lint('--directory', folder, '--include_policy_extension', 'json');
  expect(findings.filter((f) => !(MAY_SAY_STAR.test(f) && f.includes(' RESOURCE_STAR: ')))).toEqual([]);
}, 60_000);

it('the linter finds an action that does not exist', () => {
  const bad = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObjekt', Resource: '*' }],
  };
  expect(lint('--string', JSON.stringify(bad)).join()).toContain('UNKNOWN_ACTION');
}, 60_000);
