import { describe, expect, it } from 'vitest';
import { importList } from '../../src/onboard/import/import-list.ts';

const read = (...lines: string[]) => importList('list.csv', `${lines.join('\n')}\n`);
function listOf(...lines: string[]) {
  const list = read(...lines);
  if ('problems' in list) throw new Error(JSON.stringify(list.problems));
  return list;
}
function problemsOf(...lines: string[]) {
  const list = read(...lines);
  return 'problems' in list ? list.problems.map(({ line, column, code }) => `${line}:${column} ${code}`) : [];
}

describe('a list of existing tenants', () => {
  it('rows of one id are one tenant, with all their numbers and people', () => {
    const { tenants } = listOf(
      'id,name,kana,starts,number,usage,forwarded-from,line,person-id,person-name,person-kana,person-email,channel,to',
      'aoi,葵電機株式会社,アオイデンキ,2020/4/1,0350000010,displayed,,,ichiro,葵 一郎,アオイ イチロウ,ichiro@aoi.example,mail,named ichiro',
      'aoi,,,,050-1000-0010,forwarding,06-6123-4567,optical,jiro,葵 二郎,アオイ ジロウ,,,',
    );
    expect(tenants.map(({ tenant }) => tenant)).toEqual([
      {
        id: 'aoi',
        company: {
          name: '葵電機株式会社',
          kana: 'アオイデンキ',
          greeting: 'お電話ありがとうございます。葵電機でございます。',
        },
        contract: { starts: '2020-04-01' },
        numbers: [
          { number: '03-5000-0010', type: '03', usage: 'displayed' },
          {
            number: '050-1000-0010',
            type: '050',
            usage: 'forwarding',
            forwardedFrom: { number: '06-6123-4567', line: 'optical' },
          },
        ],
        roster: [
          { id: 'ichiro', name: '葵 一郎', kana: 'アオイ イチロウ', email: 'ichiro@aoi.example' },
          { id: 'jiro', name: '葵 二郎', kana: 'アオイ ジロウ' },
        ],
        report: { channel: 'mail', to: ['named', 'ichiro'] },
      },
    ]);
  });

  it('a room that is there already is adopted', () => {
    const { tenants } = listOf(
      'id,channel,room,room-id,members,invite',
      'aoi,chatwork,葵電機様 受電報告,42,1001:admin 1002,yes',
    );
    expect(tenants[0]?.tenant.report.chatwork).toEqual({
      room: '葵電機様 受電報告',
      roomId: 42,
      members: [
        { accountId: 1001, role: 'admin' },
        { accountId: 1002, role: 'member' },
      ],
      invite: true,
    });
  });

  it('numbers that were given back before have rows of their own', () => {
    const { released } = listOf('id,number,usage,released', ',05010000020,displayed,2026/8/31');
    expect(released).toMatchObject([{ number: '050-1000-0020', usage: 'displayed', on: '2026-08-31' }]);
  });

  it('what it has said of a tenant twice, differently, is refused at its cell', () => {
    expect(problemsOf('id,name,kana', 'aoi,"葵\n電機",a', 'aoi,葵,a')).toEqual(['4:5 import-contradiction']);
  });

  it('everything that is out of place is told at once', () => {
    expect(problemsOf('id,nmae,name,name', 'a,b,c,d')).toEqual(['1:4 import-column', '1:14 import-column']);
    expect(problemsOf('name', 'a')).toEqual(['1:1 import-column']);
    expect(
      problemsOf(
        'id,name,number,usage,released',
        'aoi,,,,2026-01-01',
        ',x,03-5000-0001,displayed,2026-01-01',
        ',,03-5000-0001,,',
      ),
    ).toEqual(['2:8 import-row', '3:1 import-row', '4:1 import-row']);
    expect(problemsOf('id,name', 'a', 'b,c')).toEqual(['2:1 import-csv']);
    expect(problemsOf('id,name', '"a')).toEqual(['2:1 import-csv']);
    expect(problemsOf('id,name', ',')).toEqual(['1:1 import-empty']);
  });

  it('a byte order mark, CR LF, blank rows and blanks around cells are a spreadsheet’s', () => {
    const { tenants } = listOf('\ufeffID , name\r', '\r', 'aoi , 葵電機 \r', ',\r');
    expect(tenants.map(({ tenant }) => [tenant.id, tenant.company.name])).toEqual([['aoi', '葵電機']]);
  });

  it('what cannot be a value is left for the rules to refuse', () => {
    const { tenants } = listOf(
      'id,starts,number,room-id,invite,members',
      'aoi,2027-4-1,350000001,4x,maybe,x:admin',
    );
    const [{ tenant } = { tenant: undefined }] = tenants;
    expect(tenant?.contract.starts).toBe('2027-4-1');
    expect(tenant?.numbers).toEqual([{ number: '350000001' }]);
    expect(tenant?.report.chatwork).toEqual({
      roomId: '4x',
      invite: 'maybe',
      members: [{ accountId: 'x', role: 'admin' }],
    });
  });
});
