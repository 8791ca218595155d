import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/audit/facts/facts.ts';
import { factsLine } from '../../src/audit/facts/read-facts.ts';
import { line, NUMBERS, tenant } from './small.ts';

const read = (text: string, name = 'aoi.yaml') => factsOf({ file: name, name, bytes: Buffer.from(text) });

it('keeps of a file what an audit asks for, and nothing of people', () => {
  const text = tenant({
    lines: [line('03-5000-0001', 'forwarding', ', forwardedFrom: { number: 06-6123-4567, line: ntt-fixed }')],
  });
  expect(read(text)).toMatchObject({
    kind: 'tenant',
    channel: 'mail',
    value: {
      contract: {
        starts: '2027-01-01',
        identityCheck: { method: 'ic-chip', verifiedOn: '2026-12-01', recordRef: 'KYC-1' },
      },
      numbers: [{ number: '03-5000-0001', type: '03', usage: 'forwarding' }],
    },
  });
  const kept = factsLine({ name: 'aoi.yaml', bytes: Buffer.from(text) });
  expect(kept).not.toMatch(/株式会社|担当|example|6123/);
});

it('keeps no word that may be a name where a reference or a reason belongs', () => {
  const text = tenant({ suspended: '2027-02-01' })
    .replace('police-request', '山田 太郎')
    .replace('KYC-1', '山田の免許証');
  expect(JSON.stringify(read(text))).not.toContain('山田');
});

describe('a file that could not have been in force is not read as if a part of it were missing', () => {
  it.each([
    ['a last day that is none', tenant({ ends: '2027-02-30' })],
    ['a suspension without its day', tenant({ suspended: 'yesterday' })],
    ['a check without its day', tenant({ verifiedOn: 'soon' })],
    ['no first day', tenant({ starts: '' })],
    ['a number that is none', tenant({ lines: [line('03-5000-00012')] })],
    ['a mode that is none', tenant({ lines: [line('03-5000-0001', 'both')] })],
    ['a kind that is none', tenant({ lines: [line('03-5000-0001', 'displayed', ', kind: telex')] })],
    [
      'a number’s last day that is none',
      tenant({ lines: [line('03-5000-0001', 'displayed', ', ends: never')] }),
    ],
    ['no number', tenant({}).replace(/^numbers:\n.*\n/m, 'numbers: []\n')],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual({ kind: 'unreadable', code: 'file-not-understood', line: 1 });
  });

  it.each([
    ['days that are text', NUMBERS.replace('365', '"365"')],
    ['days that are none', NUMBERS.replace('365', '-1')],
    ['no blocks', NUMBERS.replace(/blocks:\n.*\n/, 'blocks: []\n')],
    [
      'a holder from before without a number',
      `${NUMBERS}released: [{ number: "03-5", usage: displayed, on: 2025-01-01 }]\n`,
    ],
    [
      'a holder from before without a day',
      `${NUMBERS}released: [{ number: "03-5000-0001", usage: displayed, on: x }]\n`,
    ],
    ['a reserved number that is none', `${NUMBERS}reserved: [{ number: x, reason: test line }]\n`],
  ])('of our numbers: %s', (_, text) => {
    expect(read(text, '_numbers.yaml')).toMatchObject({ kind: 'unreadable', code: 'file-not-understood' });
    expect(read(NUMBERS, '_numbers.yaml')).toMatchObject({ kind: 'numbers' });
  });
});
