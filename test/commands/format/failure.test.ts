import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../../src/commands/format/failure.ts';
import { same } from '../../../src/domain/language.ts';
import { Problem } from '../../../src/domain/problem.ts';
import { DiagnosticsError } from '../../../src/load/diagnostics-error.ts';

const TEXT = { format: 'text', language: 'en', debug: false } as const;
const JSON_WANTED = { format: 'json', language: 'en', debug: false } as const;
const GITHUB = { format: 'github', language: 'en', debug: false } as const;

describe('a failure', () => {
  it('that is a problem is one line and its exit code', () => {
    const problem = new Problem('port-used', same('port 5060 is used\nby \u001b[31mx'), same('stop it'), {
      exitCode: 2,
    });
    expect(describeFailure(problem, TEXT)).toEqual({
      exitCode: 2,
      stderr: 'error port-used: port 5060 is used\\u{a}by \\u{1b}[31mx, stop it',
    });
    expect(JSON.parse(describeFailure(problem, JSON_WANTED).stdout ?? '')).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'port-used', severity: 'error', action: 'stop it' }],
    });
  });

  it('of files is every diagnostic, sorted by place', () => {
    const at = (line: number) =>
      ({
        code: 'c',
        severity: 'error',
        file: 'f',
        line,
        column: 1,
        message: same('m'),
        action: same('a'),
      }) as const;
    expect(describeFailure(new DiagnosticsError([at(2), at(1)]), TEXT)).toEqual({
      exitCode: 1,
      stderr: 'f:1:1 error c: m, a\nf:2:1 error c: m, a',
    });
  });

  it('of ours is one line, with a stack only where it was asked for', () => {
    const error = new TypeError("cannot read properties of undefined (reading 'x')");
    const { stderr, exitCode } = describeFailure(error, TEXT);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error internal: unexpected: cannot read [^\n]*DEBUG=denwaban[^\n]*$/);
    expect(describeFailure(error, { format: 'text', language: 'en', debug: true }).stderr).toContain(
      'failure.test.ts',
    );
    expect(describeFailure('a string', TEXT).stderr).toContain('unexpected: a string');
    expect(describeFailure(undefined, TEXT).exitCode).toBe(1);
  });

  it('is an annotation where a workflow reads it', () => {
    const problem = new Problem('tenants-folder', same('100% gone,\n::error::x'), same('look: there'));
    expect(describeFailure(problem, GITHUB)).toEqual({
      exitCode: 1,
      stdout: '::error title=tenants-folder::100%25 gone,\\u{a}::error::x, look: there',
    });
    const at = {
      code: 'c',
      severity: 'error',
      file: 'f',
      line: 1,
      column: 1,
      message: same('m'),
      action: same('a'),
    } as const;
    expect(describeFailure(new DiagnosticsError([at]), GITHUB)).toEqual({
      exitCode: 1,
      stdout: '::error file=f,line=1,col=1,title=c::m, a',
    });
  });

  it('of the disk is no defect of ours', async () => {
    const missing = await readFile('/nowhere/at/all').catch((error: unknown) => error);
    expect(describeFailure(missing, TEXT)).toEqual({
      exitCode: 1,
      stderr: 'error file-system: /nowhere/at/all (open): it does not exist, name one that exists',
    });
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    expect(describeFailure(full, TEXT).stderr).toBe(
      'error file-system: the output (write): the disk is full, make room and run it again',
    );
    const refused = Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' });
    expect(describeFailure(refused, TEXT).stderr).toContain('error internal:');
  });

  it('that only carries an exit code says nothing', () => {
    const exit = Object.assign(new Error('EEXIT: 2'), { code: 'EEXIT', oclif: { exit: 2 } });
    expect(describeFailure(exit, TEXT)).toEqual({ exitCode: 2 });
  });

  it('of the command line itself is one line', () => {
    const required = Object.assign(
      new Error('The following error occurred:\n  Missing required flag out\nSee more help with --help'),
      { oclif: { exit: 2 } },
    );
    expect(describeFailure(required, TEXT).stderr).toBe('error usage: Missing required flag out, see --help');
    const error = Object.assign(
      new Error('Missing 1 required arg:\nnumber  the number\nSee more help with --help'),
      { oclif: { exit: 2 } },
    );
    expect(describeFailure(error, TEXT)).toEqual({
      exitCode: 1,
      stderr: 'error usage: Missing 1 required arg: number the number, see --help',
    });
  });
});
