import type { CallerNumber } from '../../src/domain/caller-number.ts';
import type { NodeName, OperatorId, PersonId, PoolId, ShardName, TenantId } from '../../src/domain/ids.ts';
import type { LentNumber, NationalNumber } from '../../src/domain/lent-number.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { SecretRef, Stack } from '../../src/model/stack.ts';
import type { LentNumberAssignment, Person, Tenant } from '../../src/model/tenant.ts';

export const day = (text: string): LocalDate => text as LocalDate;

/** A stack of two shards, so that tenants fall into both. */
export const stack: Stack = {
  name: 'sample',
  home: 'test',
  engine: 'embedded',
  delivery: 'live',
  tenants: 'tenants',
  store: 'file:store',
  nodes: [{ name: 'node1' as NodeName, address: '127.0.10.11' }],
  edges: [],
  trunks: [
    { name: 'west', addresses: ['192.0.2.20', '192.0.2.10'] },
    { name: 'east', addresses: ['2001:db8::1'] },
  ],
  operators: [
    {
      id: 'op2' as OperatorId,
      password: 'secret://operator-op2#1' as SecretRef,
      pools: ['default' as PoolId],
    },
    {
      id: 'op1' as OperatorId,
      password: 'secret://operator-op1#3' as SecretRef,
      pools: ['default' as PoolId, 'legal' as PoolId],
    },
  ],
  pools: [
    {
      id: 'legal' as PoolId,
      strategy: 'ringall',
      wrapUpSeconds: 1,
      overflow: { to: 'default' as PoolId, afterSeconds: 15 },
    },
    { id: 'default' as PoolId, strategy: 'leastrecent', wrapUpSeconds: 1 },
  ],
  poolOf: new Map([['kitazawa-law' as TenantId, 'legal' as PoolId]]),
  report: {
    domain: 'report.example',
    relay: {
      host: 'mail.example',
      port: 587,
      login: { user: 'AKIASAMPLE', password: 'secret://ses-smtp#2' as SecretRef },
    },
    operatorNetworks: ['198.51.100.0/24', '2001:db8:1::/48'],
    graceDays: 7,
  },
  chatwork: {
    api: 'https://chatwork.example/v2',
    token: 'secret://chatwork-token#1' as SecretRef,
    account: 500,
  },
  cards: 'https://cards.example',
  ringSeconds: 20,
  waitSeconds: 60,
  limits: { percent: 30, percentFrom: 20 },
  nodeSilenceSeconds: 20,
  shards: Array.from({ length: 256 }, (_, bucket) => (bucket < 128 ? 'a' : 'b') as ShardName),
};

export function person(id: string, name: string, email?: string): Person {
  return { id: id as PersonId, name, kana: 'カナ', ...(email === undefined ? {} : { email }) };
}

export function number(digits: string, more: Partial<LentNumberAssignment> = {}): LentNumberAssignment {
  return {
    number: digits as LentNumber,
    type: digits.startsWith('050') ? '050' : '03',
    kind: 'phone',
    usage: 'displayed',
    starts: day('2026-12-01'),
    ...more,
  };
}

export function tenant(id: string, more: Partial<Tenant> = {}): Tenant {
  return {
    id: id as TenantId,
    file: `tenants/${id}.yaml`,
    company: { name: `株式会社${id}`, kana: 'カブシキガイシャ', greeting: 'お電話ありがとうございます。' },
    contract: { starts: day('2026-12-01') },
    numbers: [],
    roster: [person('first', '山田 太郎', `first@${id}.example`)],
    report: { channel: 'mail' },
    hours: { weekdays: { from: '09:00', to: '18:00' } },
    ...more,
  };
}

/** Both modes, types, channels and kinds; an address of the old mobile kind; suspended, ended, and a number handed on. */
export const tenants: readonly Tenant[] = [
  tenant('yamada-shoji', {
    company: {
      name: '株式会社山田商事',
      kana: 'ヤマダショウジ',
      greeting: 'お電話ありがとうございます。山田商事でございます。',
      address: '東京都港区芝公園99-1-1',
    },
    contract: { starts: day('2026-12-01'), ends: day('2027-11-30') },
    numbers: [
      number('05010000001', { ends: day('2027-11-30') }),
      number('0350000001', {
        usage: 'forwarding',
        forwardedFrom: { number: '0661234567' as NationalNumber, line: 'ntt-fixed' },
        ends: day('2027-11-30'),
      }),
      number('0350000005', { kind: 'fax' }),
    ],
    roster: [
      { ...person('yamada', '山田 太郎', 'taro@yamada.example'), title: '代表取締役' },
      { ...person('sato', '佐藤 花子'), department: '営業部' },
      person('mori', '森 次郎', 'a..b@mobile.example'),
    ],
    report: { channel: 'mail', to: ['named', 'yamada' as PersonId] },
    calls: { block: ['0312345678', '12125550100'] as CallerNumber[], refuseWithheld: true },
  }),
  tenant('kitazawa-law', {
    contract: {
      starts: day('2026-10-15'),
      suspended: { since: day('2027-02-15'), reason: 'police-request' },
    },
    numbers: [number('0350000020', { starts: day('2026-10-15') })],
    hours: { weekdays: { from: '00:00', to: '24:00' }, holidays: { from: '10:00', to: '16:30' } },
  }),
  tenant('sakura', {
    company: { name: 'さくら[toall]<b>不動産</b>', kana: 'サクラ', greeting: 'さくら "不動産" です;' },
    numbers: [number('0350000030', { starts: day('2026-12-01'), ends: day('2026-12-31') })],
    roster: [person('abe', '阿部 <script>'), person('kato', '加藤')],
    report: {
      channel: 'chatwork',
      room: 'さくら様 受電報告',
      members: [
        { accountId: 1002, role: 'member' },
        { accountId: 500, role: 'readonly' },
        { accountId: 1001, role: 'admin' },
      ],
      invite: true,
    },
  }),
  tenant('adopted', {
    numbers: [number('0350000030', { starts: day('2028-01-01') })],
    report: { channel: 'chatwork', room: '引き継いだ部屋', roomId: 77, members: [], invite: false },
  }),
];
