import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '@oclif/core';
import { expect, test } from 'vitest';

const COMMANDS = join(import.meta.dirname, '../../src/commands');
/** Writes files and says nothing. */
const SILENT = ['render.ts'];

const files = (await readdir(COMMANDS, { recursive: true })).filter(
  (path) => path.endsWith('.ts') && !/(^|\/)(_|format\/)|^(base|project)\.ts$/.test(path),
);

test('every command that prints something takes --format', async () => {
  expect(files.length).toBeGreaterThan(12);
  const without: string[] = [];
  for (const path of files) {
    const { default: command } = (await import(join(COMMANDS, path))) as { default: typeof Command };
    const options = (command.flags.format as { options?: readonly string[] } | undefined)?.options ?? [];
    if (!['text', 'json', 'markdown'].every((format) => options.includes(format))) without.push(path);
  }
  expect(without).toEqual(SILENT);
});
