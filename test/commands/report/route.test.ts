import { beforeAll, expect, test } from 'vitest';
import { personOf, tenantOf } from '../../../src/commands/report/_shared/address.ts';
import { type Route, routeOf } from '../../../src/commands/report/_shared/route.ts';
import { routeRows, routeState } from '../../../src/commands/report/_shared/route-words.ts';
import type { LocalDate } from '../../../src/domain/local-date.ts';
import { reportAddress } from '../../../src/domain/report-address.ts';
import type { Stack } from '../../../src/model/stack.ts';
import type { Tenant } from '../../../src/model/tenant.ts';
import { loadProject, loadStack } from '../../../src/project/project.ts';

let tenants: readonly Tenant[];
let stack: Stack;

beforeAll(async () => {
  ({ tenants } = await loadProject({ stack: 'local' }));
  stack = await loadStack('local');
});

function route(tenant: string, person?: string, day = '2027-03-01'): Route {
  const found = tenantOf(tenants, tenant);
  return routeOf(found, personOf(found, person), stack, day as LocalDate);
}

test('a person without an address: the first in the roster, and nobody else', () => {
  expect(route('yamada-shoji', 'sato').recipients).toEqual([
    { person: 'yamada', name: '山田 太郎', email: 'taro@yamada.example', why: 'named-has-no-address' },
  ]);
});

test('named, and the specified destination', () => {
  expect(route('yamada-shoji', 'kobayashi').recipients.map(({ person, why }) => [person, why])).toEqual([
    ['kobayashi', 'named'],
    ['yamada', 'specified'],
  ]);
});

test('a Chatwork tenant: its room', () => {
  expect(route('sakura-realty')).toMatchObject({
    channel: 'chatwork',
    recipients: [],
    room: { name: expect.any(String) },
  });
});

test('before the start and after the days of grace nothing is taken', () => {
  expect(route('asahi-clinic')).toMatchObject({
    taken: false,
    refusal: { ja: expect.stringContaining('2027-03-02') },
    contract: 'not-started',
  });
  expect(route('asahi-clinic', undefined, '2027-03-02').taken).toBe(true);
  expect(route('hoshino-insatsu', undefined, '2027-01-07').taken).toBe(true);
  expect(route('hoshino-insatsu', undefined, '2027-01-08').taken).toBe(false);
});

test('a report that is refused has no recipients and no room', () => {
  for (const tenant of ['asahi-clinic', 'sakura-realty', 'yamada-shoji']) {
    const { recipients, room, taken } = route(tenant, undefined, '2020-01-01');
    expect({ recipients, room, taken }).toEqual({ recipients: [], room: undefined, taken: false });
  }
});

test('the address is the tenant’s, or the person’s', () => {
  const tenant = tenantOf(tenants, 'yamada-shoji');
  expect(reportAddress(tenant.id, undefined, stack.report.domain)).toBe(
    'yamada-shoji@report.denwaban.example',
  );
  expect(reportAddress(tenant.id, personOf(tenant, 'sato'), stack.report.domain)).toBe(
    'yamada-shoji+sato@report.denwaban.example',
  );
});

test('an unknown tenant or person is named, never guessed', () => {
  expect(() => route('yamada')).toThrow(expect.objectContaining({ code: 'tenant-unknown' }));
  expect(() => route('yamada-shoji', 'suzuki')).toThrow(expect.objectContaining({ code: 'person-unknown' }));
});

test('a stack that captures says that nobody gets it', () => {
  const of = (delivery: Stack['delivery']) =>
    routeOf(tenantOf(tenants, 'yamada-shoji'), undefined, { ...stack, delivery }, '2027-03-01' as LocalDate);
  expect(of('capture')).toEqual({ ...of('live'), captured: true });
  expect(of('live')).not.toHaveProperty('captured');
});

test('suspended, reports still arrive; in the days of grace too, and it is said until when', () => {
  const suspended = route('fujimoto-kenchiku');
  expect(suspended).toMatchObject({ taken: true, contract: 'suspended' });
  expect(routeState(suspended).ja).toContain('利用停止中');
  const grace = route('hoshino-insatsu', undefined, '2027-01-07');
  expect(grace).toMatchObject({ taken: true, contract: 'grace', takenUntil: '2027-01-07' });
  expect(routeState(grace).ja).toContain('2027-01-07まで');
  expect(route('hoshino-insatsu', undefined, '2027-01-08').contract).toBe('ended');
  expect(route('yamada-shoji').contract).toBe('running');
});

const japanese = (of: Route) => routeRows(of).map(([to, why]) => [to.ja, why.ja]);

test('people are told names and rules, and no whole address', () => {
  expect(japanese(route('yamada-shoji', 'kobayashi'))).toEqual([
    ['小林 誠 <k…@yamada.example>', '名指しされた本人'],
    ['山田 太郎 <t…@yamada.example>', '契約会社が指定した送付先'],
  ]);
  expect(japanese(route('yamada-shoji', 'sato'))).toEqual([
    ['山田 太郎 <t…@yamada.example>', '名指しされた人に宛先がないため、名簿の先頭（責任者）'],
  ]);
  expect(japanese(route('sakura-realty'))[0]?.[0]).toContain('さくら不動産販売様 受電報告');
  expect(japanese(route('asahi-clinic'))).toEqual([['だれにも届かない', expect.stringContaining('550')]]);
});
