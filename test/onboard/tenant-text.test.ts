import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Answers } from '../../src/onboard/answers.ts';
import { tenantFile } from '../../src/onboard/tenant-file.ts';
import { tenantText } from '../../src/onboard/tenant-text.ts';

const answers: Answers = {
  id: 'aoi-denki',
  name: '葵電機株式会社',
  kana: 'アオイデンキ',
  greeting: 'お電話ありがとうございます。葵電機でございます。',
  starts: '2027-04-01',
  usage: 'forwarding',
  'forwarded-from': '03-6123-4567',
  line: 'ntt-fixed',
  type: '03',
  kind: 'phone',
  number: '03-5000-0003',
  people: [{ id: 'aoi', name: '葵 一郎', kana: 'アオイ イチロウ', email: 'ichiro@aoi.example' }],
  channel: 'mail',
  to: ['named', 'aoi'],
  'identity-method': 'jpki',
  'identity-on': '2027-03-20',
  'identity-ref': 'KYC-2027-0001',
  weekdays: '09:00-18:00',
  saturdays: 'closed',
  holidays: 'closed',
};

describe('a new tenant’s file', () => {
  it('is written as people write one, with comments', () => {
    expect(tenantText(tenantFile(answers), 'en')).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=../schema/tenant.schema.json
      id: aoi-denki
      company:
        name: 葵電機株式会社
        kana: アオイデンキ
        greeting: お電話ありがとうございます。葵電機でございます。
      # Days are Japan’s. Write ends once it is known; the file stays until its numbers are out of quarantine
      contract:
        starts: 2027-04-01
        identityCheck: { method: jpki, verifiedOn: 2027-03-20, recordRef: KYC-2027-0001 }
      # A line for each number; one number has one usage
      numbers:
        - number: 03-5000-0003
          type: "03"
          usage: forwarding
          forwardedFrom: { number: 03-6123-4567, line: ntt-fixed }
      # The first is the person in charge, who also gets reports for people without an address
      roster:
        - { id: aoi, name: 葵 一郎, kana: アオイ イチロウ, email: ichiro@aoi.example }
      # Reports by mail. With to they always go there (three at the same time are free, each beyond costs 220 yen a month)
      report:
        channel: mail
        to: [ named, aoi ]
      "
    `);
  });

  it('holds nothing but what was answered, whatever that looks like', () => {
    const odd = {
      ...answers,
      name: '# "甲": {乙}, &丙 *丁',
      greeting: '- はい: そうです',
      kana: 'yes',
      people: [{ id: 'no', name: '1e3', kana: '0x10' }],
      'identity-ref': '2027-03-20',
      weekdays: '10:00-24:00',
    };
    const value = parse(tenantText(tenantFile(odd), 'ja'), { schema: 'core' });
    expect(value.company).toEqual({ name: odd.name, kana: 'yes', greeting: odd.greeting });
    expect(value.roster).toEqual(odd.people);
    expect(value.contract.identityCheck.recordRef).toBe('2027-03-20');
    expect(value.hours).toEqual({ weekdays: '10:00-24:00', saturdays: 'closed', holidays: 'closed' });
  });

  it('names a room for Chatwork and no addresses to go to', () => {
    const { to: _, ...rest } = answers;
    const value = parse(
      tenantText(
        tenantFile({ ...rest, channel: 'chatwork', room: '葵電機様 受電報告', 'room-id': 42, invite: true }),
        'ja',
      ),
      { schema: 'core' },
    );
    expect(value.report).toEqual({
      channel: 'chatwork',
      chatwork: { room: '葵電機様 受電報告', roomId: 42, invite: true },
    });
  });
});
