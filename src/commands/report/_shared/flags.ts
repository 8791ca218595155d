import { Flags } from '@oclif/core';
import { projectFlags } from '../../base.ts';
import { sandboxFlags } from '../../sandbox/_shared/open.ts';

/** Whose call a report is about. The stack is `local` unless told otherwise. */
export const reportFlags = {
  ...projectFlags,
  ...sandboxFlags,
  tenant: Flags.string({
    char: 't',
    description: 'whose call it was',
    helpValue: 'TENANT',
    required: true,
  }),
  person: Flags.string({
    char: 'p',
    description: 'whom the caller asked for: a roster id',
    helpValue: 'PERSON',
  }),
};
