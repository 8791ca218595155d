import { describe, expect, it } from 'vitest';
import type { CallerNumber } from '../../src/domain/caller-number.ts';
import { digestOf, sha256 } from '../../src/domain/canonical.ts';
import type { PoolId, ShardName, TenantId } from '../../src/domain/ids.ts';
import type { LentNumber, NationalNumber } from '../../src/domain/lent-number.ts';
import type { Stack } from '../../src/model/stack.ts';
import type { Announcements, Tenant } from '../../src/model/tenant.ts';
import { desiredResources } from '../../src/plan/desired.ts';
import { diffResources, diffValues } from '../../src/plan/diff.ts';
import { makePlan, type Plan } from '../../src/plan/plan.ts';
import { type Comment, planComment } from '../../src/plan/print/comment/comment.ts';
import { planJson } from '../../src/plan/print/json.ts';
import { planText } from '../../src/plan/print/text.ts';
import type { Rendering } from '../../src/render/objects.ts';
import { chatworkReport, day, KEY, sampleRendering, sampleStack, sampleTenant } from './sample.ts';

const quarantineDays = { displayed: 365, forwarding: 90 };
const resources = (tenants: Tenant[], stack: Stack = sampleStack(), library?: string) =>
  desiredResources(sampleRendering(tenants, stack, library), { tenants, quarantineDays }, stack, KEY);

const facts = { stack: 'test', date: day('2026-12-01'), against: { kind: 'applied' } as const };
const plan = (before: Tenant[], after: Tenant[]) => makePlan(facts, resources(before), resources(after));
const effects = (before: Tenant[], after: Tenant[], id = 'yamada') =>
  plan(before, after).tenants.find((t) => t.tenant === id)?.effects;

const yamada = sampleTenant('yamada', '0350000001');
const sato = sampleTenant('sato', '0350000002', chatworkReport('佐藤様'));

describe('desired resources', () => {
  it('come in the order in which they are made, and the same whatever the order of the files', () => {
    const made = resources([yamada, sato]);
    expect(made.map((r) => `${r.type} ${r.name}`)).toEqual([
      'Cluster cluster',
      'Numbers numbers',
      'Tenant sato',
      'Tenant yamada',
      'ChatworkRoom sato',
      'Release main',
    ]);
    expect(resources([sato, yamada])).toEqual(made);
  });

  it('hold no personal data', () => {
    const text = JSON.stringify(resources([yamada, sato]));
    for (const planted of ['株式会社', '山田', 'カイシャ', 'example', 'お電話', '佐藤', 'taro', 'secret:']) {
      expect(text).not.toContain(planted);
    }
  });

  it('put a tenant in the shard of its bucket', () => {
    const stack = sampleStack({
      shards: Array.from({ length: 256 }, (_, i) => (i < 128 ? 'a' : 'b') as ShardName),
    });
    const made = resources([yamada, sato], stack);
    expect(made.filter((r) => r.type === 'Release').map((r) => [r.name, r.inputs.tenants])).toEqual([
      ['a', 0 + made.filter((r) => r.type === 'Tenant' && r.inputs.shard === 'a').length],
      ['b', 0 + made.filter((r) => r.type === 'Tenant' && r.inputs.shard === 'b').length],
    ]);
  });
});

describe('a plan without the store’s key', () => {
  const sides = (key: Uint8Array) =>
    [[yamada], [{ ...yamada, company: { ...yamada.company, name: '株式会社別名' } }]].map((tenants) =>
      desiredResources(
        sampleRendering(tenants, sampleStack()),
        { tenants, quarantineDays },
        sampleStack(),
        key,
      ),
    );
  const made = (fill: number, keyed: boolean) => {
    const [before = [], after = []] = sides(new Uint8Array(32).fill(fill));
    return planJson(makePlan(facts, before, after, keyed));
  };

  it('is the same every time, whatever passing key was taken', () => {
    expect(made(1, false)).toBe(made(2, false));
    expect(made(1, true)).not.toBe(made(2, true));
  });
});

describe('fees', () => {
  it('are none for a contract that has ended: deleting its file saves nothing', () => {
    const ended = { ...sato, contract: { starts: day('2025-12-01'), ends: day('2026-11-30') } };
    expect(plan([ended], []).fees).toEqual({ before: 0, after: 0 });
    const last = { ...sato, contract: { starts: day('2025-12-01'), ends: day('2026-12-01') } };
    expect(plan([last], []).fees).toEqual({ before: 550, after: 0 });
  });
});

describe('a difference', () => {
  it('names properties by their paths', () => {
    expect(diffValues({ a: [{ b: 1 }, { b: 2 }], c: 1 }, { a: [{ b: 1 }, { b: 3 }], d: 1 })).toEqual([
      { path: 'a[1].b', kind: 'update' },
      { path: 'c', kind: 'delete' },
      { path: 'd', kind: 'add' },
    ]);
  });

  it('deletes last', () => {
    const changes = diffResources(resources([yamada]), resources([sato]));
    expect(changes.map((c) => `${c.action} ${c.type}`)).toEqual([
      'update Numbers',
      'create Tenant',
      'create ChatworkRoom',
      'update Release',
      'delete Tenant',
    ]);
  });

  it('is none between the same', () => {
    expect(plan([yamada, sato], [sato, yamada]).changes).toEqual([]);
    expect(planText(plan([yamada], [yamada]))).toBe(
      'No changes: stack test, 2026-12-01, against what is applied\n',
    );
  });
});

describe('what is noticed', () => {
  const number = '0350000001' as LentNumber;

  it('of a new tenant: its numbers and its fee', () => {
    expect(effects([], [sato], 'sato')).toEqual([
      { code: 'number-taken', number: '0350000002', usage: 'forwarding', kind: 'phone', from: '2026-12-01' },
      { code: 'room-made' },
      { code: 'fee', before: 0, after: 550 },
    ]);
  });

  it('of a tenant that goes', () => {
    expect(plan([sato], []).tenants).toMatchObject([
      {
        tenant: 'sato',
        action: 'delete',
        effects: [{ code: 'number-released' }, { code: 'room-left' }, { code: 'fee', after: 0 }],
      },
    ]);
  });

  it('of a number that moves from one tenant to another', () => {
    const without = { ...yamada, numbers: [] };
    const moved = sampleTenant('suzuki', number);
    const both = plan([yamada], [without, moved]);
    expect(both.tenants.map((t) => [t.tenant, t.effects.map((e) => e.code)])).toEqual([
      ['suzuki', ['number-taken']],
      ['yamada', ['number-released']],
    ]);
  });

  it('of callers who are refused, without telling their numbers', () => {
    const refusing = (block: string[], refuseWithheld = false): Tenant => ({
      ...yamada,
      calls: { block: block as CallerNumber[], refuseWithheld },
    });
    const [one, other] = [refusing(['0312345678']), refusing(['0312345679'])];
    expect(effects([yamada], [one])).toEqual([{ code: 'blocked-callers', before: 0, after: 1 }]);
    expect(effects([one], [other])).toEqual([{ code: 'blocked-callers', before: 1, after: 1 }]);
    expect(effects([one], [refusing(['0312345678'], true)])).toEqual([
      { code: 'withheld-refused', after: true },
    ]);
    expect(effects([], [refusing(['0312345678'], true)])?.map((e) => e.code)).toEqual([
      'number-taken',
      'blocked-callers',
      'withheld-refused',
    ]);
    const digest = (to: Tenant) => plan([yamada], [to]).tenants[0]?.digest;
    expect(digest(one)).not.toBe(digest(other));
    expect(planText(plan([yamada], [one]))).toContain('callers: 1 number finds the line busy, none before');
    expect(planText(plan([one], [yamada]))).toContain('callers: none finds the line busy any more');
    expect(`${JSON.stringify(resources([one]))}${planText(plan([one], [other]))}`).not.toContain('12345678');
  });

  const inMarkdown = (made: Plan) =>
    planComment({ plan: made, warnings: [], moreWarnings: 0, limits: [] } satisfies Comment, {
      language: 'en',
    });

  it('of a sound of its own, by its file, digest and length, and of a new name alone nothing', () => {
    const sound = (text: string, file: string) => ({ file, digest: sha256(text), seconds: 4.26 });
    const own = (announcements: Announcements) => [{ ...yamada, announcements }];
    const [digest, other] = ['a', 'b'].map((text) => sha256(text).slice(0, 12));
    const said = (before: Tenant[], after: Tenant[], print = planText) => print(plan(before, after));
    expect(said([yamada], own({ busy: sound('a', 'a.wav') }))).toContain(
      `callers: hear when all operators are busy a.wav (${digest}, 4.3 s), was the announcement for all`,
    );
    expect(said(own({ busy: sound('a', 'a.wav') }), own({ busy: sound('b', 'a.wav') }))).toContain(
      `a.wav (${other}, 4.3 s), was a.wav (${digest}, 4.3 s)`,
    );
    expect(said(own({ holiday: sound('a', 'a.wav') }), [yamada])).toContain(
      'hear on a holiday what is said outside of the hours, was a.wav',
    );
    expect(said([], own({ ended: sound('a', 'a__b.wav') }), inMarkdown)).toContain('a\\_\\_b.wav (');
    expect(effects(own({ busy: sound('a', 'a.wav') }), own({ busy: sound('a', 'b.wav') })) ?? []).toEqual([]);
  });

  it('of another line that forwards, without telling its number', () => {
    const from = (own: string, line: 'optical' | 'ntt-fixed' = 'optical'): Tenant => ({
      ...yamada,
      numbers: yamada.numbers.map((n) => ({ ...n, forwardedFrom: { number: own as NationalNumber, line } })),
    });
    const [before, after] = [from('0661234567'), from('0661234568')];
    expect(effects([before], [after])).toEqual([{ code: 'forwarded-from', number }]);
    expect(plan([before], [from('0661234567', 'ntt-fixed')]).changes).toEqual([]);
    const digest = (to: Tenant) => plan([before], [to]).tenants[0]?.digest;
    expect(digest(after)).not.toBe(digest(from('0661234569')));
    expect(`${JSON.stringify(resources([after]))}${planText(plan([before], [after]))}`).not.toContain(
      '66123',
    );
  });

  describe('of a number that a tenant has in several intervals', () => {
    type Held = Tenant['numbers'][number];
    const line = (starts: string, ends?: string, usage: Held['usage'] = 'forwarding'): Held => ({
      number,
      type: '03',
      kind: 'phone',
      usage,
      starts: day(starts),
      ...(ends === undefined ? {} : { ends: day(ends) }),
    });
    const of = (before: Held[], after: Held[]) =>
      effects([{ ...yamada, numbers: before }], [{ ...yamada, numbers: after }]);
    const old = line('2024-01-01', '2024-06-30');

    it('an old one that goes is not the one of today', () => {
      expect(of([old, line('2026-12-01')], [line('2026-12-01')])).toMatchObject([
        { code: 'number-released', to: '2024-06-30' },
      ]);
    });

    it('a new one before it', () => {
      expect(of([line('2026-12-01')], [old, line('2026-12-01')])).toEqual([
        {
          code: 'number-taken',
          number,
          usage: 'forwarding',
          kind: 'phone',
          from: '2024-01-01',
          to: '2024-06-30',
        },
      ]);
    });

    it('an end and a new usage', () => {
      const after = [line('2026-12-01', '2027-01-31', 'displayed'), line('2027-02-01')];
      expect(of([line('2026-12-01', undefined, 'displayed')], after)?.map((e) => e.code)).toEqual([
        'number-dates',
        'number-taken',
      ]);
    });

    it('another start', () => {
      expect(of([old, line('2026-12-01')], [old, line('2026-11-01')])).toEqual([
        { code: 'number-dates', number, before: { from: '2026-12-01' }, after: { from: '2026-11-01' } },
      ]);
    });
  });

  it.each<[string, Partial<Tenant>, unknown]>([
    [
      'mode, kind and days of a number',
      {
        numbers: [
          {
            number,
            type: '03',
            kind: 'fax',
            usage: 'displayed',
            starts: day('2026-12-01'),
            ends: day('2027-01-31'),
          },
        ],
      },
      [
        { code: 'number-usage', number, before: 'forwarding', after: 'displayed' },
        { code: 'number-kind', number, before: 'phone', after: 'fax' },
        {
          code: 'number-dates',
          number,
          before: { from: '2026-12-01' },
          after: { from: '2026-12-01', to: '2027-01-31' },
        },
      ],
    ],
    [
      'a suspension',
      {
        contract: {
          starts: day('2026-12-01'),
          suspended: { since: day('2027-01-10'), reason: 'police-request' },
        },
      },
      [{ code: 'suspended', since: '2027-01-10' }],
    ],
    [
      'the end of a contract',
      { contract: { starts: day('2026-12-01'), ends: day('2027-11-30') } },
      [
        {
          code: 'contract-dates',
          before: { from: '2026-12-01' },
          after: { from: '2026-12-01', to: '2027-11-30' },
        },
      ],
    ],
    ['hours', { hours: {} }, [{ code: 'hours', days: 'weekdays', before: '09:00-18:00', after: 'closed' }]],
    ['a greeting', { company: { ...yamada.company, greeting: '別のあいさつ' } }, [{ code: 'company' }]],
    [
      'an address',
      { roster: yamada.roster.map((p) => ({ ...p, email: 'other@yamada.example' })) },
      [{ code: 'addresses' }],
    ],
    [
      'the channel, with its fee',
      chatworkReport('山田様'),
      [
        { code: 'channel', before: 'mail', after: 'chatwork' },
        { code: 'room-made' },
        { code: 'fee', before: 0, after: 550 },
      ],
    ],
  ])('of a change of %s', (_, change, expected) => {
    expect(effects([yamada], [{ ...yamada, ...change }])).toEqual(expected);
  });

  it('of a room: members, link, adoption', () => {
    const change = (to: Parameters<typeof chatworkReport>[1]) =>
      effects([sato], [{ ...sato, ...chatworkReport('佐藤様', to) }], 'sato')?.map((e) => e.code);
    expect(change({ members: [{ accountId: 1002, role: 'member' }] })).toEqual(['room-changed']);
    expect(change({ invite: false })).toEqual(['room-invitation', 'room-changed']);
    expect(change({ roomId: 77 })).toEqual(['room-adopted']);
  });

  it('of another pool', () => {
    const stack = sampleStack({ poolOf: new Map([['yamada' as TenantId, 'night' as PoolId]]) });
    const made = makePlan(facts, resources([yamada]), resources([yamada], stack));
    expect(made.tenants[0]?.effects).toEqual([{ code: 'pool', before: 'default', after: 'night' }]);
  });
});

describe('a plan', () => {
  it("sets the toolkit's changes apart from the tenants'", () => {
    const made = makePlan(facts, resources([yamada, sato]), resources([yamada, sato], sampleStack(), 'v2'));
    expect(made.tenants).toEqual([]);
    expect(made.toolkit).toEqual({ cluster: 'update', rendered: 2, releases: ['main'] });
  });

  it("sets another template of the numbers and of the rooms apart from the tenants' changes", () => {
    const sides = ([yamada_, sato_]: Tenant[], change: (rendering: Rendering) => Rendering) => {
      const [tenants, stack] = [[yamada_ ?? yamada, sato_ ?? sato], sampleStack()];
      const after = desiredResources(
        change(sampleRendering(tenants, stack)),
        { tenants, quarantineDays },
        stack,
        KEY,
      );
      return makePlan(facts, resources([yamada, sato]), after);
    };
    const numbers = (rendering: Rendering): Rendering => ({
      ...rendering,
      numbers: { ...rendering.numbers, files: [{ path: 'asterisk/numbers.conf', content: 'another way' }] },
    });
    const rooms = (rendering: Rendering): Rendering => ({
      ...rendering,
      rooms: rendering.rooms.map((room) => ({
        ...room,
        digest: digestOf({ ...room.object, description: 'x' }),
      })),
    });
    const written = sides([], numbers);
    expect(written.toolkit).toEqual({ numbers: 'update', rendered: 0, releases: [] });
    expect(written.tenants).toEqual([]);
    const line = 'Toolkit: update the numbers part; every number stays with its tenant';
    expect(planText(written)).toContain(line);
    const ended = { ...yamada, numbers: yamada.numbers.map((n) => ({ ...n, ends: day('2027-01-31') })) };
    expect(sides([ended], numbers).toolkit.numbers).toBeUndefined();

    const described = sides([], rooms);
    expect(described.tenants).toEqual([]);
    expect(described.toolkit).toMatchObject({ rendered: 1 });
    const renamed = { ...sato, ...chatworkReport('別名様') };
    expect(sides([yamada, renamed], rooms).tenants.map((t) => [t.tenant, t.effects])).toEqual([
      ['sato', [{ code: 'room-changed' }]],
    ]);
  });

  it('gives the same change the same digest, and another change another', () => {
    const renamed = (name: string) => ({ ...yamada, company: { ...yamada.company, name } });
    const digest = (name: string, others: Tenant[] = []) =>
      plan([yamada, ...others], [renamed(name), ...others]).tenants[0]?.digest;
    expect(digest('A')).toBe(digest('A', [sato]));
    expect(digest('A')).not.toBe(digest('B'));
  });

  const whole = plan(
    [yamada, sampleTenant('suzuki', '0350000003')],
    [{ ...yamada, ...chatworkReport('山田様') }, sato],
  );

  it('reads as text', () => {
    expect(
      planText(whole),
    ).toBe(`Tenants: 1 to create, 1 to update, 1 to delete (stack test, 2026-12-01, against what is applied)

+ sato
    callers: calls to 03-5000-0002 (forwarding) are taken from 2026-12-01
    recipients of reports: a Chatwork room is made
    monthly fee: 550 yen, was 0 yen (+550 yen)

- suzuki
    callers: 03-5000-0003 (forwarding) is given back: calls to it no longer connect

~ yamada
    recipients of reports: reports go by chatwork, were by mail
    recipients of reports: a Chatwork room is made
    monthly fee: 550 yen, was 0 yen (+550 yen)

Fees: 1,100 yen a month, was 0 yen (+1,100 yen)
`);
  });

  const said = (before: Tenant, ...after: Tenant[]) =>
    planText(plan([before], after))
      .split('\n')
      .filter((line) => line.includes('callers: '))
      .map((line) => line.replace(/^ *callers: /, ''));

  it('does not speak of calls where a use that is over, or has not begun, goes', () => {
    const dated = (dates: object): Tenant => ({
      ...yamada,
      numbers: yamada.numbers.map((n) => ({ ...n, ...dates })),
    });
    expect(said(dated({ starts: day('2024-01-01'), ends: day('2024-06-30') }))).toEqual([
      '03-5000-0001 (forwarding), held until 2024-06-30, is no longer listed: nothing changes for them',
    ]);
    expect(said(dated({ starts: day('2026-12-02') }))).toEqual([
      '03-5000-0001 (forwarding), which was to be held from 2026-12-02 on, is not taken after all',
    ]);
    expect(said(dated({ ends: day('2026-12-01') }))).toEqual([
      '03-5000-0001 (forwarding), held until 2026-12-01, is given back: calls to it no longer connect',
    ]);
  });

  it('does not speak of calls that are answered again where none was refused', () => {
    const suspended = (since: string, ends?: string): [Tenant, Tenant] => {
      const contract = { starts: day('2026-01-01'), ...(ends ? { ends: day(ends) } : {}) };
      const reason = 'unpaid';
      return [
        { ...yamada, contract: { ...contract, suspended: { since: day(since), reason } } },
        { ...yamada, contract },
      ];
    };
    expect(said(...suspended('2026-12-01'))).toEqual(['are answered again: no longer suspended']);
    expect(said(...suspended('2026-12-02'))).toEqual([
      'will not hear from 2026-12-02 on that the numbers are suspended',
    ]);
    expect(said(...suspended('2026-10-01', '2026-11-30'))).toEqual([
      'the suspension is taken out of a contract that ended on 2026-11-30: nothing changes for them',
    ]);
  });

  it('reads as JSON with the side of each effect', () => {
    const json = JSON.parse(planJson(whole));
    expect(json).toMatchObject({ ok: true, stack: 'test', fees: { before: 0, after: 1100 } });
    expect(json.tenants[0].effects[0]).toMatchObject({ side: 'caller', code: 'number-taken' });
  });

  it('takes a time in proportion to its tenants', () => {
    const many = (n: number, greeting: string) =>
      Array.from({ length: n }, (_, i) =>
        sampleTenant(`t-${i}`, `03${50000000 + i}`, { company: { name: 'x', kana: 'x', greeting } }),
      );
    const time = (n: number) => {
      const [before, after] = [resources(many(n, 'a')), resources(many(n, 'b'))];
      const from = performance.now();
      planText(makePlan(facts, before, after));
      return performance.now() - from;
    };
    time(500);
    const small = time(1_000);
    // A tenfold of tenants may take tenfold the time, with room for noise; squared it would be a hundredfold.
    expect(time(10_000)).toBeLessThan(Math.max(small, 5) * 40);
  }, 30_000);
});
