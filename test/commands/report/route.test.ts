import { beforeAll, expect, test } from 'vitest';
import { personOf, reportAddress, tenantOf } from '../../../src/commands/report/_shared/address.ts';
import { type Route, routeOf } from '../../../src/commands/report/_shared/route.ts';
import type { LocalDate } from '../../../src/domain/local-date.ts';
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
    refusal: expect.stringContaining('starts on 2027-03-02'),
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
  expect(reportAddress(stack, tenant, undefined)).toBe('yamada-shoji@report.denwaban.example');
  expect(reportAddress(stack, tenant, personOf(tenant, 'sato'))).toBe(
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
