import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../src/load/load.ts';
import { raw } from './raw.ts';

const NUMBERS = raw('blocks: []\n', '_numbers.yaml');

describe('loadFiles', () => {
  it('needs no folder: files may come from a commit', () => {
    const loaded = loadFiles([NUMBERS, raw('id: aoi\n')], 'tenants');
    expect(loaded.tenants.map((t) => t.name)).toEqual(['aoi.yaml']);
    expect(loaded.numbers?.name).toBe('_numbers.yaml');
    expect(loaded.problems).toEqual([]);
  });

  it('goes on after a file that is broken', () => {
    const loaded = loadFiles([NUMBERS, raw('a: [', 'bad.yaml'), raw('id: aoi\n')], 'tenants');
    expect(loaded.tenants.map((t) => t.name)).toEqual(['aoi.yaml']);
    expect(loaded.problems.map((p) => p.file)).toEqual(['tenants/bad.yaml']);
  });

  it('says that the numbers are missing once, and not where their file is there but broken or unread', () => {
    expect(loadFiles([], 'tenants').problems.map((p) => `${p.file} ${p.code}`)).toEqual([
      'tenants/_numbers.yaml numbers-file-missing',
    ]);
    expect(loadFiles([raw('a: [', '_numbers.yaml')], 'tenants').problems.map((p) => p.code)).toEqual([
      'yaml-syntax',
    ]);
    expect(loadFiles([], 'tenants', { unread: ['tenants/_numbers.yaml'] }).problems).toEqual([]);
  });

  it('refuses by size whatever a file came from, the numbers later than tenants', () => {
    const text = `# ${'x'.repeat(300 * 1024)}\na: b\n`;
    const loaded = loadFiles([raw(text, '_numbers.yaml'), raw(text, 'big.yaml')], 'tenants');
    expect(loaded.problems.map((p) => `${p.file} ${p.code}`)).toEqual(['tenants/big.yaml file-too-large']);
  });
});
