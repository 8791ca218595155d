import { describe, expect, test } from 'vitest';
import type { TenantId } from '../../../src/domain/ids.ts';
import type { LocalDate } from '../../../src/domain/local-date.ts';
import { Policy } from '../../../src/node/gateway/policy.ts';
import type { GatewayTenant } from '../../../src/render/gateway.ts';

const TENANTS: Record<string, GatewayTenant> = {
  'yamada-shoji': { from: '2026-12-01' as LocalDate, to: '2027-12-07' as LocalDate, channel: 'mail' },
  'minato-dental': { from: '2026-12-01' as LocalDate, channel: 'mail' },
};

function policy(today: string, tenant = async (id: TenantId) => TENANTS[id]): Policy {
  return new Policy({ domain: 'report.example', today: async () => today as LocalDate, tenant });
}

function rcpt(recipient: string, instance = '1'): Map<string, string> {
  return new Map(Object.entries({ protocol_state: 'RCPT', recipient, instance }));
}

function data(recipients: number, instance = '1'): Map<string, string> {
  return new Map(Object.entries({ protocol_state: 'DATA', recipient_count: String(recipients), instance }));
}

describe('the days of a contract', () => {
  test.each([
    ['2026-11-30', /^550 5\.7\.1 .* begins on 2026-12-01$/],
    ['2026-12-01', /^DUNNO$/],
    ['2027-12-07', /^DUNNO$/],
    ['2027-12-08', /^550 5\.7\.1 .* until 2027-12-07$/],
  ])('on %s', async (today, answer) => {
    expect(await policy(today).decide(rcpt('yamada-shoji+sato@report.example'))).toMatch(answer);
  });

  test('one without an end goes on', async () => {
    expect(await policy('2099-01-01').decide(rcpt('minato-dental@report.example'))).toBe('DUNNO');
  });
});

describe('one message, one tenant', () => {
  test('two persons of one tenant are taken, another tenant is not', async () => {
    const p = policy('2027-01-01');
    expect(await p.decide(rcpt('yamada-shoji@report.example'))).toBe('DUNNO');
    expect(await p.decide(rcpt('Yamada-Shoji+sato@REPORT.example'))).toBe('DUNNO');
    expect(await p.decide(data(2))).toBe('DUNNO');
    expect(await p.decide(rcpt('minato-dental@report.example'))).toMatch(
      /^550 5\.7\.1 one message, one tenant/,
    );
  });

  test('the whole message is refused where the sender goes on after that', async () => {
    const p = policy('2027-01-01');
    for (const to of ['yamada-shoji', 'minato-dental', 'yamada-shoji+sato'])
      await p.decide(rcpt(`${to}@report.example`));
    expect(await p.decide(data(2))).toMatch(/^550 5\.7\.1 one message, one tenant/);
    expect(await p.decide(rcpt('minato-dental@report.example', '2'))).toBe('DUNNO');
    expect(await p.decide(data(1, '2'))).toBe('DUNNO');
  });

  test('the next message of the connection begins anew', async () => {
    const p = policy('2027-01-01');
    expect(await p.decide(rcpt('yamada-shoji@report.example', '1'))).toBe('DUNNO');
    expect(await p.decide(rcpt('minato-dental@report.example', '2'))).toBe('DUNNO');
  });

  test('recipients that another process answered for make the message wait', async () => {
    const p = policy('2027-01-01');
    expect(await p.decide(rcpt('yamada-shoji@report.example'))).toBe('DUNNO');
    expect(await p.decide(data(2))).toMatch(/^DEFER /);
    expect(await p.decide(data(2, 'unknown'))).toMatch(/^DEFER /);
  });
});

describe('where it cannot be sure, the report waits', () => {
  test.each([
    ['a tenant that no shard knows', rcpt('nobody-here@report.example'), async () => undefined],
    [
      'shards that cannot be read',
      rcpt('yamada-shoji@report.example'),
      async () => {
        throw new Error('gone');
      },
    ],
    ['no instance', rcpt('yamada-shoji@report.example', ''), async (id: TenantId) => TENANTS[id]],
    ['no tenant in the address', rcpt('a..b@report.example'), async (id: TenantId) => TENANTS[id]],
  ])('%s', async (_, request, tenant) => {
    expect(await policy('2027-01-01', tenant).decide(request)).toMatch(/^DEFER 4\.3\.5 /);
  });
});

test('other domains are not its business: the relay restrictions refuse them', async () => {
  expect(await policy('2027-01-01').decide(rcpt('yamada-shoji@elsewhere.example'))).toBe('DUNNO');
});
