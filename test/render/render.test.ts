import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/domain/canonical.ts';
import { holidays } from '../../src/domain/holidays.ts';
import { parseIntervals } from '../../src/domain/interval.ts';
import type { SecretRef, Stack } from '../../src/model/stack.ts';
import { ANNOUNCEMENTS, WAITING_SOUND } from '../../src/render/asterisk/announcements.ts';
import { library } from '../../src/render/asterisk/library.ts';
import { renderedFile } from '../../src/render/file.ts';
import { render } from '../../src/render/render.ts';
import { day, number, person, stack, tenant, tenants } from './sample.ts';

const shardFiles = (all: Parameters<typeof render>[0]) =>
  [...render(all, stack).shards.values()].flatMap((p) => p.files);

test('a number that is handed on carries both holders, oldest first', () => {
  const file = render(tenants, stack).numbers.files[0]?.content ?? '';
  const row = /exten => 0350000030,1,Set\(DW_ROW=([^)]*)\)/.exec(file)?.[1] ?? '';
  const intervals = parseIntervals(row);
  expect(intervals.ok && intervals.value.map((i) => [i.tenant, i.from, i.to])).toEqual([
    ['sakura', '2026-12-01', '2026-12-31'],
    ['adopted', '2028-01-01', undefined],
  ]);
});

test('a card is named by its own digest, and the tenant’s values name the card', () => {
  for (const part of render(tenants, stack).shards.values())
    for (const t of part.tenants) {
      expect(t.card.digest).toBe(sha256(t.card.content));
      expect(t.object.astdb.card).toBe(`https://cards.example/${t.card.digest}.html`);
    }
});

test('the order of a file’s numbers changes nothing', () => {
  const held = [
    number('0350000002'),
    number('0350000001', { starts: day('2028-01-01') }),
    number('0350000001'),
  ];
  const of = (numbers: typeof held) => render([tenant('sato-shoten', { numbers })], stack);
  expect(of(held)).toEqual(of(held.toReversed()));
});

test('the library has another version when its text changes, and only then', () => {
  const of = (ringSeconds: number, waitSeconds = 60, pools = stack.pools) =>
    library({ ringSeconds, waitSeconds, pools }).version;
  expect(of(20)).toBe(of(20));
  expect(of(20)).not.toBe(of(21));
  expect(of(20)).not.toBe(of(20, 0));
  expect(of(20)).toBe(of(20, 60, stack.pools.toReversed()));
  expect(of(20)).not.toBe(of(20, 60, []));
});

test('the report of a person without an address has the line of the person in charge', () => {
  const t = tenant('sato-shoten', {
    roster: [person('boss', '佐藤', 'boss@sato.example'), person('kid', '弟')],
  });
  const alias = shardFiles([t]).find((f) => f.content.includes('sato-shoten+kid'))?.content;
  expect(alias).toContain('sato-shoten+kid@report.example boss@sato.example\n');
});

test('holidays begin in 2026, are in order, and know substitute ones', () => {
  const known = holidays();
  expect(known[0]).toBe('20260101');
  expect(known).toEqual(known.toSorted());
  // Constitution Day 2026 falls on a Sunday: the 6th is its substitute.
  expect(known).toContain('20260506');
  expect(known.at(-1)?.slice(0, 4)).toBe('2050');
});

test('a number with more holders than Asterisk reads is a problem, not a call to the wrong one', () => {
  const many = Array.from({ length: 60 }, (_, i) =>
    tenant(`a-tenant-with-a-long-name-${String(i).padStart(4, '0')}`, {
      numbers: [number('0350000001', { starts: day(`${2030 + i}-01-01`), ends: day(`${2030 + i}-12-31`) })],
    }),
  );
  expect(() => render(many, stack)).toThrow(expect.objectContaining({ code: 'number-holders-too-many' }));
});

test('a line that Asterisk would pass over is a problem', () => {
  expect(renderedFile('a', 'x'.repeat(8_191)).content).toHaveLength(8_191);
  for (const long of ['x'.repeat(8_192), '長'.repeat(2_731)])
    expect(() => renderedFile('a', `ok\n${long}\n`)).toThrow(
      expect.objectContaining({ code: 'line-too-long' }),
    );
});

test.each([
  ['a name that AstDB cannot hold', '長'.repeat(334), 'value-too-long'],
  ['a line break', '株式\n会社', 'control-character'],
  ['half a character', '株式\ud83d', 'control-character'],
])('%s is a problem', (_, name, code) => {
  const bad = tenant('bad-name', { company: { name, kana: 'カナ', greeting: 'はい' } });
  expect(() => render([bad], stack)).toThrow(expect.objectContaining({ code }));
});

test('white space around a name is dropped, since the manager would drop it unseen', () => {
  const t = tenant('spaces', { company: { name: '  株式会社 空白　', kana: 'カナ', greeting: 'はい' } });
  const [rendered] = [...render([t], stack).shards.values()].flatMap((p) => p.tenants);
  expect(rendered?.object.astdb.name).toBe('株式会社 空白');
});

test('every announcement has a text to be spoken, and every text is announced', async () => {
  const texts = await readdir(new URL('../../templates/announcements/', import.meta.url));
  const sounds = [...ANNOUNCEMENTS.map((a) => a.sound), WAITING_SOUND];
  expect(sounds.map((sound) => `${sound}.txt`).toSorted()).toEqual(texts.toSorted());
});

test('a stack that captures has no client of SMTP, no secret to deliver with, and no room', () => {
  const captured = render(tenants, { ...stack, delivery: 'capture' });
  expect(captured.rooms).toEqual([]);
  const text = captured.cluster.files.map(({ path, content }) => `${path}\n${content}`).join('\n');
  expect(text).toContain('default_transport = denwaban-capture');
  expect(text).not.toMatch(/ smtp$|relayhost|relay-password|ses-smtp|chatwork-token|deliver /m);
  // Whose reports they would be is the same: a rehearsal is of these very maps.
  const shards = (r: typeof captured) => [...r.shards.values()].map(({ files }) => files);
  expect(shards(captured)).toEqual(shards(render(tenants, stack)));
});

test('a relay without a password is not shown one, and changes no sender', () => {
  const relay = { host: 'mail.example', port: 587 };
  const { files } = render(tenants, { ...stack, report: { ...stack.report, relay } }).cluster;
  const text = files.map(({ path, content }) => `${path}\n${content}`).join('\n');
  expect(text).toContain('relayhost = [mail.example]:587');
  expect(text).not.toMatch(/sasl|sender_canonical|relay-password|Reply-To/);
});

test('where the stack takes reports with a password, operators who have one may log in, and reach no more than without', () => {
  const submission = {
    networks: ['192.0.2.128/25', '0.0.0.0/0'],
    tls: 'secret://submission-tls#3' as SecretRef,
  };
  const operators = stack.operators.map((o) =>
    o.id === 'op2' ? { ...o, mailPassword: 'secret://operator-op2-mail#1' as SecretRef } : o,
  );
  const files = (of: Stack) => new Map(render(tenants, of).cluster.files.map((f) => [f.path, f.content]));
  const open = files({ ...stack, operators, report: { ...stack.report, submission } });
  expect(open.get('dovecot/operators')).toMatch(/^#.*@@MAIL_SALT@@\nop2:secret:\/\/operator-op2-mail#1\n$/);
  expect(open.get('postfix/tls.pem')).toBe('secret://submission-tls#3\n');
  expect(open.get('postfix/main.cf')).toContain('{0.0.0.0/0 permit} {192.0.2.128/25 permit} }, reject\n');
  // Not on top of what everybody's recipients have to be.
  expect(open.get('postfix/master.cf')).not.toMatch(/-o smtpd_(relay|recipient)_restrictions/);
  expect(open.get('postfix/main.cf')).toContain('smtpd_relay_restrictions = reject_unauth_destination\n');

  const shut = files({ ...stack, operators });
  expect([...shut.keys()].filter((path) => /dovecot|tls/.test(path))).toEqual([]);
  expect([...shut.values()].join('\n')).not.toMatch(/submission|SUBMISSION|smtpd_sasl|op2-mail/);
});
