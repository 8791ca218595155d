import { same } from '../../domain/language.ts';
import type { Check } from '../finding.ts';
import { said } from '../program.ts';

/** The Pulumi CLI. Stacks of the embedded engine go without it. */
export const pulumiCheck: Check = async (examined) => {
  const name = same('Pulumi');
  const version = await said(examined, 'pulumi', 'version');
  if (version) return { check: 'pulumi', name, state: 'ok', found: same(version) };
  const needed = examined.stack.engine === 'pulumi';
  return {
    check: 'pulumi',
    name,
    state: needed ? 'missing' : 'absent',
    found: { en: 'there is no CLI on the PATH', ja: 'CLI が PATH にありません' },
    why: needed
      ? {
          en: `the stack ${examined.stack.name} is run by it`,
          ja: `スタック ${examined.stack.name} は Pulumi で動きます`,
        }
      : {
          en: 'stacks with engine: pulumi (staging, prod) cannot be applied from here',
          ja: 'engine: pulumi のスタック（staging、prod）はここから適用できません',
        },
    mend: 'npm install --global pulumi',
  };
};
