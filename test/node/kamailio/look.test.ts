import { expect, it } from 'vitest';
import { sha256 } from '../../../src/domain/canonical.ts';
import {
  expectedAccess,
  expectedNodes,
  expectedSettings,
  expectedTable,
} from '../../../src/node/kamailio/expected.ts';

it('reads what a release’s files mean to Kamailio', () => {
  const cfg = [
    'listen=udp:192.0.2.1:5060 advertise 198.51.100.1:5060',
    'listen=tcp:192.0.2.1:5063',
    'loadmodule "tm.so"',
    '# loadmodule "exec.so"',
  ].join('\n');
  expect([...expectedSettings(cfg)].map(([item, { does }]) => `${item} ${does}`)).toEqual([
    `configuration ${sha256(cfg)}`,
    'module tm loaded',
    'listener udp:192.0.2.1:5060 198.51.100.1:5060',
    'listener tcp:192.0.2.1:5063 -',
  ]);
  expect([...expectedNodes('# x\n1 sip:192.0.2.1:5060 0 2\n')]).toEqual([
    ['group 1 sip:192.0.2.1:5060', { does: 'priority 2' }],
  ]);
  expect([...expectedAccess('1 192.0.2.0 24\n').keys()]).toEqual(['192.0.2.0/24 in 1']);
});

it('compares a password and shows none', () => {
  const [row] = expectedTable('operators', 'head\nop1:0:0:geheim:0\n').values();
  expect(row).toEqual({ does: 'geheim', shown: 'a password' });
});
