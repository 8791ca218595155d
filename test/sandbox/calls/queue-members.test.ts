import { expect, test } from 'vitest';
import { unavailableMembers } from '../../../src/sandbox/calls/queue-members.ts';

const SHOWN = `pool-default has 1 calls (max unlimited) in 'leastrecent' strategy (0s holdtime, 0s talktime), W:0, C:14, A:0, SL:78.6%, SL2:78.6% within 0s
   Members: 
      op1 (PJSIP/op1) (ringinuse disabled) (Unavailable) has taken 6 calls (last was 23 secs ago) (login was 95 secs ago)
      op2 (PJSIP/op2) (ringinuse disabled) (Not in use) has taken no calls yet (login was 95 secs ago)
      op3 (PJSIP/op3) (ringinuse disabled) (paused was 2 secs ago) (In use) has taken no calls yet (login was 95 secs ago)
      op4 (PJSIP/op4) (ringinuse disabled) (Invalid) has taken no calls yet (login was 95 secs ago)
   Callers: 
      1. PJSIP/trunk-carrier-00000001 (wait: 0:02, prio: 0)
`;

test('a queue rings those who are there, whatever they are doing', () => {
  expect(unavailableMembers(SHOWN)).toEqual(['op1', 'op4']);
});

test('a node without queues has nobody to wait for', () => {
  expect(unavailableMembers('No queues.\n')).toEqual([]);
});
