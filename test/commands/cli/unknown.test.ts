import type { Config, Hook } from '@oclif/core';
import { expect, test } from 'vitest';
import unknownCommand from '../../../src/commands/_cli/unknown-command.ts';
import { unknownTenant } from '../../../src/commands/_cli/unknown-tenant.ts';

test.each([
  ['valdate', 'validate'],
  ['report:rout', 'report route'],
])('a command that is not there is guessed: %s', async (id, meant) => {
  const config = { commandIDs: ['validate', 'plan', 'report:route'] } as Partial<Config> as Config;
  const asked = unknownCommand.call({} as Hook.Context, { id, config, context: {} as Hook.Context });
  await expect(asked).rejects.toMatchObject({ code: 'command-unknown', action: `did you mean ${meant}?` });
});

test.each([
  ['yamada-shoji.yaml', 'yamada-shoji'],
  ['tenants/yamada-shoji.yaml', 'yamada-shoji'],
  ['yamada-shouji', 'yamada-shoji'],
])('a tenant is guessed from %s', (name, meant) => {
  expect(unknownTenant(name, ['yamada-shoji', 'rd-lab']).action).toBe(`did you mean ${meant}?`);
});

test('a tenant that is like none is not guessed', () => {
  expect(unknownTenant('x', ['yamada-shoji']).action).toContain('without .yaml');
});
