import { describe, expect, it } from 'vitest';
import { joined } from '../../../src/domain/language.ts';
import { checkSchema } from '../../../src/validate/schema/check.ts';
import { sourceOf } from '../../load/raw.ts';

const VALID = `id: aoi-denki
company: { name: 青井電器, kana: アオイ, greeting: はい }
contract: { starts: 2026-12-01 }
numbers:
  - { number: "03-5000-0001", type: "03", usage: displayed }
roster:
  - { id: aoi, name: 青井, kana: アオイ, email: aoi@aoi.example }
report: { channel: mail }
`;

const check = (text: string): string[] =>
  checkSchema('tenant', sourceOf(text)).map((d) => `${d.line}:${d.column} ${d.code}: ${joined(d, 'en')}`);

const email = (address: string): string[] =>
  checkSchema('tenant', sourceOf(VALID.replace('aoi@aoi.example', JSON.stringify(address)))).map(
    (d) => d.code,
  );

describe('a schema’s diagnostics', () => {
  it('are none where nothing is wrong', () => {
    expect(check(VALID)).toEqual([]);
  });

  it('guess what an unknown key was meant to be', () => {
    expect(check(`${VALID}houres: {}\n`)).toEqual([
      '9:1 unknown-key: there is no key “houres” at the top of the file, did you mean “hours”?',
    ]);
  });

  it('mask an address in any other place', () => {
    const text = check(VALID.replace('usage: displayed', 'usage: taro@yamada.example')).join();
    expect(text).toContain('“t…@yamada.example” is not known for numbers[0].usage');
  });

  const secret = (from: string, to: string) => {
    const found = check(VALID.replace(from, to)).join('\n');
    expect(found).not.toMatch(/太郎|yamada/);
    return found.split('\n');
  };

  it('do not repeat what stands where people belong', () => {
    const mail = '{ channel: mail }';
    const write = 'write "named" or an id of the roster';
    expect(secret(mail, '{ channel: mail, to: [taro@yamada.example] }')).toEqual([
      `8:31 wrong-form: this value cannot be report.to[0], ${write}`,
    ]);
    expect(secret(mail, '{ channel: mail, to: [山田 太郎] }')).toEqual([
      `8:31 wrong-form: this value cannot be report.to[0], ${write}`,
    ]);
    expect(secret(mail, '{ channel: mail, to: 山田 太郎 }')).toEqual([
      '8:30 wrong-type: report.to must be a list, but is a single value, write a list',
    ]);
    expect(secret(mail, '山田 太郎')).toEqual([
      '8:9 wrong-type: report must be keys with values, but is a single value, write keys with values',
    ]);
    expect(secret('- { id: aoi,', '- 山田 太郎\n  - { id: aoi,')[0]).toBe(
      '7:5 wrong-type: roster[0] must be keys with values, but is a single value, write keys with values',
    );
    expect(secret('id: aoi,', 'id: 山田太郎,')[0]).toMatch(
      /^7:11 wrong-form: this value cannot be roster\[0\]\.id, /,
    );
  });

  it('do not repeat what stands where a record or a reason belongs', () => {
    const contract = (more: string) => secret('2026-12-01 }', `2026-12-01, ${more} }`)[0];
    expect(contract('identityCheck: { method: 山田 太郎, verifiedOn: 2026-11-20, recordRef: a }')).toMatch(
      /this value is not known for contract\.identityCheck\.method, write one of ic-chip, /,
    );
    expect(
      contract('identityCheck: { method: ic-chip, verifiedOn: 2026-11-20, recordRef: 山田 太郎 }'),
    ).toMatch(/this value cannot be contract\.identityCheck\.recordRef, write 1 to 64 characters/);
    expect(contract('suspended: { since: 2027-01-01, reason: 山田 太郎 }')).toMatch(
      /this value cannot be contract\.suspended\.reason, write a short reason/,
    );
  });

  it('name a key only where it is a word', () => {
    expect(check(`${VALID}山田 太郎: 1\n`)).toEqual([
      '9:1 unknown-key: a key that is no word of ours stands at the top of the file, take it away, or write one of calls, announcements, hours',
    ]);
    expect(check(`${VALID}${'x'.repeat(41)}: 1\n`)[0]).not.toContain('xx');
  });

  it('place a missing key at its parent', () => {
    expect(check(VALID.replace(', greeting: はい', ''))).toEqual([
      '2:1 missing-key: the key “greeting” is missing in company, write it',
    ]);
    expect(check(VALID.replace('report: { channel: mail }\n', ''))).toEqual([
      '1:1 missing-key: the key “report” is missing at the top of the file, write it',
    ]);
  });

  it('say one thing of one value, and give back what was written', () => {
    expect(check(VALID.replace('type: "03"', 'type: 03'))).toEqual([
      '5:37 wrong-type: numbers[0].type must be text, but “03” without quotes is read as 3, write "03", in quotes',
    ]);
    expect(check(VALID.replace('"03-5000-0001"', '0350000001'))).toEqual([
      '5:15 wrong-type: numbers[0].number must be text, but “0350000001” without quotes is read as 350000001, write "0350000001", in quotes',
    ]);
  });

  it('list the choices', () => {
    expect(check(VALID.replace('usage: displayed', 'usage: display'))).toEqual([
      '5:50 unknown-value: “display” is not known for numbers[0].usage, write one of forwarding, displayed (did you mean displayed?)',
    ]);
  });

  it('do not repeat what a person is called or written to at', () => {
    const text = check(VALID.replace('aoi@aoi.example', '"secret address"')).join();
    expect(text).toContain('7:44 wrong-form: this value cannot be roster[0].email');
    expect(text).not.toContain('secret');
  });

  it('cut a value that fills pages', () => {
    expect(
      check(VALID.replace('usage: displayed', `usage: ${'x'.repeat(5_000)}`)).join().length,
    ).toBeLessThan(300);
  });

  it('come all at once', () => {
    const codes = checkSchema('tenant', sourceOf('id: A\ncompany: 1\nroster: x\nmore: 1\n')).map(
      (d) => d.code,
    );
    expect(codes.toSorted()).toEqual(
      [
        'missing-key',
        'missing-key',
        'missing-key',
        'unknown-key',
        'wrong-form',
        'wrong-type',
        'wrong-type',
      ].toSorted(),
    );
  });
});

describe('a mail address', () => {
  it.each([
    'taro@yamada.example',
    'a..b@docomo.example',
    'a.@docomo.example',
    "o'neil+x@a-b.example.jp",
    '_x=y&z?@a.example',
  ])('%s is accepted', (address) => {
    expect(email(address)).toEqual([]);
  });

  it.each([
    'a@b',
    '@a.example',
    'a b@a.example',
    'a@a.example, b@a.example',
    'a@a.example;b@a.example',
    '|/bin/sh@a.example',
    '/dev/null@a.example',
    ':include:/etc/passwd@a.example',
    '"a b"@a.example',
    'a@[127.0.0.1]',
    'a@a.example\nBcc: x@a.example',
    '<a@a.example>',
    'a%b@a.example',
    'a!b@a.example',
    '-oQ@a.example',
    '.a@a.example',
    'a@-a.example',
    'a@a..example',
    'a@日本.example',
    `${'a'.repeat(65)}@a.example`,
    `a@${'a.'.repeat(130)}example`,
  ])('%j is refused', (address) => {
    expect(email(address)).not.toEqual([]);
  });
});
