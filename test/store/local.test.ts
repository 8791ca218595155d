import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecretRef } from '../../src/model/stack.ts';
import { fingerprintKey } from '../../src/store/fingerprint.ts';
import { openFolder } from '../../src/store/folder.ts';
import { makeHome, type StackHome, stackHome } from '../../src/store/home.ts';
import { openStore } from '../../src/store/open.ts';
import { ensureSecrets, fileSecrets, ROOM_MARKER_SECRET } from '../../src/store/secrets.ts';
import { openSigning, readPublicKey } from '../../src/store/signing.ts';

let project: string;
let home: StackHome;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'denwaban-home-'));
  home = stackHome(project, 'local');
  await makeHome(home);
});
afterEach(() => rm(project, { recursive: true, force: true }));

describe('the home of a stack', () => {
  it('is for its owner alone', async () => {
    expect((await stat(home.folder)).mode & 0o777).toBe(0o700);
  });
});

describe('the signing key', () => {
  it('is made once, for its owner alone, also by two at once', async () => {
    const opened = await Promise.all([openSigning(home), openSigning(home), openSigning(home)]);
    const again = await readPublicKey(home.publicKey);
    for (const { publicKey } of opened) expect(publicKey.equals(again)).toBe(true);
    expect((await stat(home.signingKey)).mode & 0o777).toBe(0o600);
  });

  it('is refused where others can read it', async () => {
    await openSigning(home);
    await chmod(home.signingKey, 0o644);
    await expect(openSigning(home)).rejects.toMatchObject({ code: 'signing-key-readable' });
  });
});

describe('secrets', () => {
  it('are made where they are missing and kept where they are there', async () => {
    await ensureSecrets(home.secrets, [ROOM_MARKER_SECRET]);
    const marker = await fileSecrets(home.secrets)(ROOM_MARKER_SECRET);
    await ensureSecrets(home.secrets, [ROOM_MARKER_SECRET, 'secret://chatwork-token#1' as SecretRef]);
    expect(await fileSecrets(home.secrets)(ROOM_MARKER_SECRET)).toBe(marker);
    expect(marker.length).toBeGreaterThan(20);
    expect((await stat(home.secrets)).mode & 0o777).toBe(0o600);
  });

  it('are refused where others can read the file, and never shown', async () => {
    await writeFile(home.secrets, '{"a#1":"planted-value"}', { mode: 0o644 });
    const error = await fileSecrets(home.secrets)('secret://a#1' as SecretRef).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'secrets-readable' });
    expect(String(error)).not.toContain('planted-value');
  });

  it.each(['[]', '{"a#1":1}', 'not json'])('are refused in a file that reads %s', async (text) => {
    await writeFile(home.secrets, text, { mode: 0o600 });
    await expect(fileSecrets(home.secrets)('secret://a#1' as SecretRef)).rejects.toMatchObject({
      code: 'secrets-form',
    });
  });

  it('are named where they are missing', async () => {
    await expect(fileSecrets(home.secrets)('secret://b#2' as SecretRef)).rejects.toThrow('secret://b#2');
  });
});

describe('the store of a stack', () => {
  it('is a folder relative to the project, with one key of fingerprints', async () => {
    const blobs = openStore('file:.denwaban/local/store', project);
    const [a, b] = await Promise.all([fingerprintKey(blobs), fingerprintKey(openFolder(home.store))]);
    expect(a).toHaveLength(32);
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true);
    expect(await readFile(join(home.store, 'keys', 'fingerprint'))).toHaveLength(32);
  });

  it('is refused where its kind is not known', () => {
    expect(() => openStore('ftp://x', project)).toThrow('no known kind');
  });
});
