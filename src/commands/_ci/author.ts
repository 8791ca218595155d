import { Flags } from '@oclif/core';
import { ACTIONS_BOT } from '../../ci/comment.ts';

/** Whose comments and issues are ours. */
export const authorFlag = Flags.string({
  description: 'who writes, as GitHub names it: others’ comments and issues are left alone',
  default: ACTIONS_BOT,
  helpValue: 'LOGIN',
});
