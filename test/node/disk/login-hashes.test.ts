import { execa } from 'execa';
import { expect, test } from 'vitest';
import type { SecretRef } from '../../../src/model/stack.ts';
import { LoginHashes, SALT } from '../../../src/node/disk/login-hashes.ts';

const KEY = 'ab'.repeat(24);
const ref = (n: number) => `secret://operator-op${n}-mail#1` as SecretRef;
const PASSWORD = 'kyou-mo-denwa-wo-toru';

test('the same password is the same line each time on one node, and another one elsewhere and for others', async () => {
  const hashes = new LoginHashes(KEY);
  const line = await hashes.of(ref(1), PASSWORD);
  expect(await hashes.of(ref(1), PASSWORD)).toBe(line);
  expect(await new LoginHashes(KEY).of(ref(1), PASSWORD)).toBe(line);
  const others = [
    await hashes.of(ref(2), PASSWORD),
    await new LoginHashes('cd'.repeat(24)).of(ref(1), PASSWORD),
    await hashes.of(ref(1), `${PASSWORD}!`),
  ];
  expect(new Set([line, ...others]).size).toBe(4);
});

test('it is the hash that crypt(3) makes, and one field that Dovecot tells', async () => {
  const line = await new LoginHashes(KEY).of(ref(1), PASSWORD);
  const [, hash = '', salt = ''] =
    /^\{SHA512-CRYPT\}(\$6\$(rounds=20000\$[^$]{16})\$[^:]{86})::::::hash=[0-9a-f]{16}$/.exec(line) ?? [];
  const { stdout } = await execa('openssl', ['passwd', '-6', '-stdin', '-salt', salt], { input: PASSWORD });
  expect(hash).toBe(stdout);
});

test('a password that could be guessed is refused by its reference, and hashed once it is long enough', async () => {
  const hashes = new LoginHashes(KEY);
  const refused = await hashes.of(ref(1), 'elevenchars').catch((error) => error);
  expect(refused).toMatchObject({ code: 'secret-unfit', message: expect.stringContaining(ref(1)) });
  expect(JSON.stringify(refused) + refused.message).not.toContain('elevenchars');
  await expect(hashes.of(ref(1), 'twelve-chars')).resolves.toMatch(/^\{/);
});

test('its salt is found again in the file', () => {
  expect(SALT.exec(`# Written by the agent: salt=${KEY}\nop1:x\n`)?.[1]).toBe(KEY);
});
