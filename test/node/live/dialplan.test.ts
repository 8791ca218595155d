import { expect, test } from 'vitest';
import { dialplanOf } from '../../../src/node/conf/dialplan.ts';
import { lookDialplan } from '../../../src/node/live/dialplan.ts';
import { stub } from './stub.ts';

const { entries } = dialplanOf(
  new Map([['extensions.conf', '[dw-numbers]\nexten => 0350000001,1,Set(DW_ROW=x)\n same => n,Hangup()\n']]),
);
const line = (priority: number, does: string, data: string) =>
  `Context: dw-numbers\nExtension: 0350000001\nPriority: ${priority}\nApplication: ${does}\nAppData: ${data}\nRegistrar: pbx_config`;
const [first, second] = [line(1, 'Set', 'DW_ROW=x'), line(2, 'Hangup', '')];
/** `dialplan add extension 0350000001/0312345678,1,Hangup(21) into dw-numbers`: Asterisk does not tell whose calls it is for. */
const forOneCaller = line(1, 'Hangup', '21');

test('what is desired is no difference', async () => {
  expect(await lookDialplan(stub({ lists: { ShowDialPlan: [first, second] } }), entries)).toEqual([]);
});

test.each([
  ['before', [forOneCaller, first, second]],
  ['after', [first, second, forOneCaller]],
])('an extension for one caller alone, told %s the one for all, does not hide behind it', async (_, live) => {
  const found = await lookDialplan(stub({ lists: { ShowDialPlan: live } }), entries);
  expect(found).toEqual([
    expect.objectContaining({
      kind: 'unowned',
      item: 'context dw-numbers extension 0350000001 priority 1 (2)',
      found: 'Hangup(21)',
    }),
  ]);
});
