import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CHANGE_RULES, RULES } from '../../src/validate/rules/index.ts';
import { FIXTURES } from './fixtures.ts';

/** What the service promises to check, by the names that people know. */
const PROMISED = {
  error: [
    'duplicate-tenant-id',
    'tenant-id-reserved',
    'file-name-mismatch',
    'control-character',
    'number-not-owned',
    'number-assigned-twice',
    'number-in-quarantine',
    'number-type-mismatch',
    'number-kind-unsupported',
    'number-reserved',
    'usage-mode-conflict',
    'forwarded-from-missing',
    'forwarded-from-not-allowed',
    'forwarded-from-freephone',
    'outbound-not-allowed',
    'roster-empty',
    'roster-duplicate-id',
    'person-in-charge-without-email',
    'report-recipient-unknown',
    'report-recipient-without-email',
    'report-channel-mixed',
    'chatwork-settings-missing',
    'identity-check-missing',
    'contract-dates-reversed',
    'tenant-deleted-too-early',
    'number-moved-without-release',
  ],
  warning: [
    'extra-recipient-fee',
    'number-type-advice',
    'identity-method-ending',
    'forwarding-number-still-lent-after-end',
  ],
};

const ALL = [...RULES, ...CHANGE_RULES];
const FOLDER = fileURLToPath(new URL('../../src/validate/rules', import.meta.url));

describe('rules', () => {
  it.each(['error', 'warning'] as const)('hold every promised %s', (severity) => {
    const codes = ALL.filter((r) => r.severity === severity).map((r) => r.code);
    expect(codes).toEqual(expect.arrayContaining(PROMISED[severity]));
  });

  it('are each a file named after its code, and every file is listed', () => {
    const files = readdirSync(FOLDER).filter((f) => f !== 'index.ts');
    expect(ALL.map((r) => `${r.code}.ts`).sort()).toEqual(files.sort());
  });

  it.each(ALL.map((r) => [r.code, r.severity] as const))(
    '%s has a fixture that breaks it',
    (code, severity) => {
      const file = join(FIXTURES, 'invalid', code, 'expected.txt');
      expect(existsSync(file)).toBe(true);
      expect(readFileSync(file, 'utf8')).toContain(` ${severity} ${code}\n`);
    },
  );
});
