import { expect, test } from 'vitest';
import { lookQueues } from '../../../src/node/live/queues.ts';
import { stub } from './stub.ts';

const CONF = `[general]
[pool](!)
ringinuse=no
[pool-default](pool)
strategy=ringall
member => PJSIP/op1,0,op1,PJSIP/op1
member => PJSIP/op2,0,op2,PJSIP/op2,yes
`;
const QUEUE =
  'Event: QueueParams\nQueue: pool-default\nMax: 0\nStrategy: ringall\nServiceLevel: 0\nWeight: 0';
const member = (id: string) =>
  `Event: QueueMember\nQueue: pool-default\nName: ${id}\nLocation: PJSIP/${id}\nStateInterface: PJSIP/${id}\nMembership: static\nPenalty: 0\nWrapuptime: 0`;
const live = (op1: string, op2: string) =>
  stub({
    lists: { QueueStatus: [QUEUE, member('op1'), member('op2')] },
    commands: {
      'queue show': [
        "pool-default has 0 calls (max unlimited) in 'ringall' strategy (0s holdtime, 0s talktime), W:0, C:0, A:0, SL:0.0%, SL2:0.0% within 0s",
        '   Members: ',
        `      op1 (PJSIP/op1) (ringinuse ${op1}) (Not in use) has taken no calls yet (login was 0 secs ago)`,
        `      op2 (PJSIP/op2) (ringinuse ${op2}) (Not in use) has taken no calls yet (login was 0 secs ago)`,
        '   No Callers',
        '',
      ].join('\n'),
    },
  });

test('what is desired is no difference', async () => {
  expect(await lookQueues(live('disabled', 'enabled'), CONF)).toEqual([]);
});

test('an operator who is rung during a call is one, and the manager interface’s list does not tell it', async () => {
  const ami = live('enabled', 'enabled');
  const [difference, ...more] = await lookQueues(ami, CONF);
  expect(more).toEqual([]);
  expect(difference).toMatchObject({ kind: 'changed', item: 'queue pool-default member PJSIP/op1' });
  expect(difference?.expected).toContain('ringinuse no');
  expect(difference?.found).toContain('ringinuse yes');
  await difference?.mend?.();
  expect(ami.sent).toEqual([
    { Action: 'QueueMemberRingInUse', Queue: 'pool-default', Interface: 'PJSIP/op1', RingInUse: 'no' },
  ]);
});

test('without app_queue every queue is missing, and its module is found elsewhere: the look goes on', async () => {
  const ami = stub({ refused: ['QueueStatus', 'queue show'] });
  const found = await lookQueues(ami, CONF);
  expect(found.map(({ kind, item }) => `${kind} ${item}`)).toEqual([
    'missing queue pool-default',
    'missing queue pool-default member PJSIP/op1',
    'missing queue pool-default member PJSIP/op2',
  ]);
});
