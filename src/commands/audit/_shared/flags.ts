import { Flags } from '@oclif/core';
import { stackFlags } from '../../base.ts';

const { tenants } = stackFlags;

export const branchFlag = Flags.string({
  description: 'the branch whose first parents are the history (default: main, else HEAD)',
  helpValue: 'BRANCH',
});

/** For commands that ask history. */
export const historyFlags = {
  tenants,
  branch: branchFlag,
  format: Flags.option({
    description: 'how to print',
    options: ['text', 'json', 'markdown', 'csv'] as const,
    default: 'text',
  })(),
};

/** For those whose answer says whether something was applied. */
export const auditFlags = {
  ...historyFlags,
  stack: Flags.string({
    char: 's',
    description: 'a stack whose apply records are read too; may be given several times',
    helpValue: 'STACK',
    multiple: true,
  }),
};

/** For those that hold the branch against an earlier audit. */
export const anchorFlag = Flags.string({
  description: 'what audit anchor wrote at an earlier audit; may be given several times',
  helpValue: 'FILE',
  multiple: true,
});
