import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/domain/canonical.ts';
import { loadFolder } from '../../../src/load/load.ts';
import { sideOf } from '../../../src/validate/validate.ts';
import { wav } from './wav-by-hand.ts';

let top: string;
let folder: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'denwaban-sounds-'));
  folder = join(top, 'tenants');
  put('_numbers.yaml', 'blocks: []\n');
});
afterEach(() => rmSync(top, { recursive: true }));

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const names = (tenant: string, text: string) =>
  put(`${tenant}.yaml`, `id: ${tenant}\nannouncements: ${text}\n`);
const found = async () => Object.fromEntries((await loadFolder(folder)).sounds.files);

describe('the sounds beside the tenant files', () => {
  it('are read where a tenant names them, and their bytes again later', async () => {
    names('aoi', '{ busy: busy.wav, ended: busy.wav }');
    put('_sounds/aoi/busy.wav', wav({ sample: 7 }));
    const { sounds, problems } = await loadFolder(folder);
    const digest = sha256(wav({ sample: 7 }));
    expect(Object.fromEntries(sounds.files)).toEqual({ 'aoi/busy.wav': { digest, seconds: 0.5 } });
    expect(Buffer.from(sounds.read(digest))).toEqual(wav({ sample: 7 }));
    expect([problems, sounds.unnamed]).toEqual([[], []]);
    put('_sounds/aoi/busy.wav', wav({ sample: 8 }));
    expect(() => sounds.read(digest)).toThrow(expect.objectContaining({ code: 'sound-file-changed' }));
  });

  it('are each tenant’s own', async () => {
    names('aoi', '{ busy: busy.wav }');
    put('_sounds/mita/busy.wav', wav());
    expect(await found()).toEqual({
      'aoi/busy.wav': { trouble: 'missing', why: expect.objectContaining({ en: 'does not exist' }) },
    });
  });

  it('are no links, and lie in none', async () => {
    names('aoi', '{ busy: link.wav, ended: a.wav }');
    names('mita', '{ busy: a.wav }');
    put('_sounds/aoi/a.wav', wav());
    symlinkSync('a.wav', join(folder, '_sounds/aoi/link.wav'));
    symlinkSync('aoi', join(folder, '_sounds/mita'));
    const symlink = expect.objectContaining({ trouble: 'symlink' });
    expect(await found()).toMatchObject({ 'aoi/link.wav': symlink, 'mita/a.wav': symlink });
    rmSync(join(folder, '_sounds'), { recursive: true });
    mkdirSync(join(top, 'elsewhere/aoi'), { recursive: true });
    writeFileSync(join(top, 'elsewhere/aoi/a.wav'), wav());
    symlinkSync(join(top, 'elsewhere'), join(folder, '_sounds'));
    expect(await found()).toMatchObject({ 'aoi/a.wav': symlink });
  });

  it('are ordinary files of a size that is read', async () => {
    names('aoi', '{ busy: pipe.wav, ended: folder.wav, holiday: big.wav, suspended: big.mp3 }');
    put('_sounds/aoi/folder.wav/x', '');
    execFileSync('mkfifo', [join(folder, '_sounds/aoi/pipe.wav')]);
    put('_sounds/aoi/big.wav', wav({ length: 10_000 }));
    put('_sounds/aoi/big.mp3', 'ID3');
    for (const name of ['big.wav', 'big.mp3']) truncateSync(join(folder, '_sounds/aoi', name), 2 ** 32);
    expect(await found()).toMatchObject({
      'aoi/pipe.wav': { trouble: 'unreadable' },
      'aoi/folder.wav': { trouble: 'unreadable' },
      'aoi/big.wav': { trouble: 'too-long' },
      'aoi/big.mp3': { trouble: 'unsupported' },
    });
  });

  it.each(['../mita/a.wav', '/etc/passwd', '..', '.hidden.wav', '-rf', 'a b.wav', 'a\\nb.wav', '$(id)', ''])(
    'are never looked for under the name %j',
    async (name) => {
      names('aoi', `{ busy: "${name}" }`);
      expect(await found()).toEqual({});
    },
  );

  it('that nobody names are told, but for what a tenant names whose file cannot be read', async () => {
    names('aoi', '{ busy: busy.wav }');
    put('broken.yaml', 'announcements: {');
    for (const path of [
      'aoi/busy.wav',
      'aoi/old.wav',
      'mita/busy.wav',
      'broken/a.wav',
      'loose.wav',
      'aoi/.DS_Store',
    ])
      put(`_sounds/${path}`, wav());
    const loaded = await loadFolder(folder);
    expect(loaded.sounds.unnamed).toEqual(
      ['aoi/old.wav', 'loose.wav', 'mita/busy.wav'].map((path) => join(folder, '_sounds', path)),
    );
    expect(sideOf(loaded).sounds).toBe(loaded.sounds);
  });

  it('need not be there', async () => {
    names('aoi', '{}');
    const { sounds } = await loadFolder(folder);
    expect([sounds.files.size, sounds.unnamed]).toEqual([0, []]);
  });
});
