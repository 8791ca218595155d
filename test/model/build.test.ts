import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/domain/canonical.ts';
import { NO_SOUNDS, type Sound } from '../../src/load/sounds/sound.ts';
import { buildModel } from '../../src/model/build.ts';
import { source } from './source.ts';

const NUMBERS = source(
  'tenants/_numbers.yaml',
  'blocks: [{ from: "03-5000-0000", to: "03-5000-0999", carrier: c, kinds: [phone] }]\nquarantineDays: { displayed: 365, forwarding: 90 }\n',
);

const tenant = (id: string, rest = '') =>
  source(
    `tenants/${id}.yaml`,
    `id: ${id}
company: { name: 青井電器, kana: アオイ, greeting: はい }
contract: { starts: 2026-12-01, ends: 2027-11-30, suspended: { since: 2027-02-15, reason: unpaid } }
numbers:
  - { number: 03-5000-0002, type: "03", usage: displayed }
  - { number: "0350000001", type: "03", usage: forwarding, forwardedFrom: { number: 06-6123-4567, line: optical }, starts: 2027-01-01, ends: 2027-01-31 }
roster: [{ id: aoi, name: 青井, kana: アオイ, email: a@a.example }]
${rest || 'report: { channel: mail, to: [named, aoi] }'}
`,
  );

const sounds = (files: Record<string, Sound>) => ({ ...NO_SOUNDS, files: new Map(Object.entries(files)) });

describe('a tenant’s own sounds', () => {
  const named = tenant(
    'aoi-denki',
    'report: { channel: mail }\nannouncements: { ended: a.wav, busy: b.wav }',
  );
  const [a, b] = ['a', 'b'].map((text) => ({ digest: sha256(text), seconds: 2 })) as [Sound, Sound];

  it('are their names with what is in them', () => {
    const files = sounds({ 'aoi-denki/a.wav': a, 'aoi-denki/b.wav': b, 'mita/b.wav': a });
    const [built] = buildModel({ tenants: [named], numbers: NUMBERS, sounds: files }).tenants;
    expect(built?.announcements).toEqual({ ended: { file: 'a.wav', ...a }, busy: { file: 'b.wav', ...b } });
  });

  it('leave a tenant without any as it was', () => {
    const [built] = buildModel({ tenants: [tenant('aoi-denki')], numbers: NUMBERS }).tenants;
    expect(built).not.toHaveProperty('announcements');
  });

  it('that validation did not let pass are a defect', () => {
    expect(() => buildModel({ tenants: [named], numbers: NUMBERS, sounds: sounds({}) })).toThrow(/a\.wav/);
  });
});

describe('buildModel', () => {
  it('parses numbers once and gives them the contract’s days where they have none', () => {
    const { tenants } = buildModel({ tenants: [tenant('aoi-denki')], numbers: NUMBERS });
    expect(tenants[0]?.numbers).toEqual([
      {
        number: '0350000002',
        type: '03',
        kind: 'phone',
        usage: 'displayed',
        starts: '2026-12-01',
        ends: '2027-11-30',
      },
      {
        number: '0350000001',
        type: '03',
        kind: 'phone',
        usage: 'forwarding',
        forwardedFrom: { number: '0661234567', line: 'optical' },
        starts: '2027-01-01',
        ends: '2027-01-31',
      },
    ]);
  });

  it('has intervals by number, with the suspension', () => {
    const { numbers } = buildModel({ tenants: [tenant('aoi-denki')], numbers: NUMBERS });
    expect([...numbers.intervals.keys()]).toEqual(['0350000001', '0350000002']);
    expect(numbers.intervals.get(numbers.settings.blocks[0]?.from ?? ('' as never))).toBeUndefined();
    expect([...numbers.intervals.values()][1]).toEqual([
      {
        tenant: 'aoi-denki',
        usage: 'displayed',
        kind: 'phone',
        from: '2026-12-01',
        to: '2027-11-30',
        suspendedSince: '2027-02-15',
      },
    ]);
  });

  it('does not depend on the order of the files', () => {
    const [a, b] = [tenant('aoi-denki'), tenant('midori')];
    const one = buildModel({ tenants: [a, b], numbers: NUMBERS });
    const other = buildModel({ tenants: [b, a], numbers: NUMBERS });
    expect(other.tenants).toEqual(one.tenants);
    expect([...other.numbers.intervals]).toEqual([...one.numbers.intervals]);
  });

  it('is open on weekdays from nine to six where a file names no hours', () => {
    const hours = (rest?: string) =>
      buildModel({ tenants: [tenant('aoi-denki', rest)], numbers: NUMBERS }).tenants[0]?.hours;
    expect(hours()).toEqual({ weekdays: { from: '09:00', to: '18:00' } });
    expect(hours('report: { channel: mail }\nhours: { weekdays: closed, holidays: "10:00-24:00" }')).toEqual({
      holidays: { from: '10:00', to: '24:00' },
    });
  });

  it('knows a Chatwork room', () => {
    const rest =
      'report: { channel: chatwork, chatwork: { room: 青井電器様, members: [{ accountId: 7, role: admin }] } }';
    expect(buildModel({ tenants: [tenant('aoi-denki', rest)], numbers: NUMBERS }).tenants[0]?.report).toEqual(
      {
        channel: 'chatwork',
        room: '青井電器様',
        members: [{ accountId: 7, role: 'admin' }],
        invite: false,
      },
    );
  });
});
