import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine, readApplied } from '../../src/apply/engines/open.ts';
import { readState, StateFile } from '../../src/apply/engines/state.ts';
import type { Applied } from '../../src/apply/provider.ts';
import { openSession } from '../../src/apply/session.ts';
import { stackHome } from '../../src/store/home.ts';
import { sampleStack } from '../plan/sample.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-state-'));
  path = join(folder, 'state.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const room = (name: string, roomId: number) =>
  ({
    type: 'ChatworkRoom',
    name,
    id: String(roomId),
    inputs: { tenant: name, members: 1, invite: true, fingerprint: 'f' },
    outputs: { roomId },
  }) as unknown as Applied;

describe('state', () => {
  it('is there after an interruption, though the file was not written again', async () => {
    const file = await StateFile.open(path, 'test');
    await file.set(room('yamada', 1));
    await file.set(room('sato', 2));
    await file.remove(room('yamada', 1));
    const interrupted = await readState(path, 'test');
    expect([...interrupted.resources.keys()]).toEqual(['ChatworkRoom/sato']);
    expect(interrupted).toMatchObject({ serial: 3, lineage: file.state.lineage });
    await StateFile.open(path, 'test');
    await expect(stat(`${path}.journal`)).rejects.toMatchObject({ code: 'ENOENT' });
    expect([...(await readState(path, 'test')).resources.keys()]).toEqual(['ChatworkRoom/sato']);
  });

  it('passes over a journal that is in the file already, and over a line that was cut off', async () => {
    const file = await StateFile.open(path, 'test');
    await file.set(room('yamada', 1));
    const journal = await readFile(`${path}.journal`, 'utf8');
    await file.remove(room('yamada', 1));
    await file.close('test');
    await writeFile(`${path}.journal`, journal);
    expect((await readState(path, 'test')).resources.size).toBe(0);
    await appendFile(`${path}.journal`, '{"serial":3,"set":{"type":"Chatw');
    expect(await readState(path, 'test')).toMatchObject({ serial: 2 });
  });

  it('passes over journal lines that cannot be read, and says how many there were', async () => {
    const file = await StateFile.open(path, 'test');
    await file.set(room('yamada', 1));
    await appendFile(
      `${path}.journal`,
      `${'\0'.repeat(40)}\n{"serial":2,"set":{"ty{"serial":2}\n[]\n{"serial":2}\n`,
    );
    await file.set(room('sato', 2));
    const found = await readState(path, 'test');
    expect([...found.resources.keys()]).toEqual(['ChatworkRoom/yamada', 'ChatworkRoom/sato']);
    expect(found).toMatchObject({ serial: 2, unreadable: 4 });
    expect((await StateFile.open(path, 'test')).state).toMatchObject({ serial: 2, unreadable: 4 });
    expect((await readState(path, 'test')).unreadable).toBe(0);
  });

  it('counts on from the highest number, and takes changes that come at once in their order', async () => {
    const file = await StateFile.open(path, 'test');
    await Promise.all(Array.from({ length: 40 }, (_, i) => file.set(room(`t-${i % 2}`, i))));
    const journal = (await readFile(`${path}.journal`, 'utf8')).split('\n').filter((line) => line !== '');
    expect(journal.map((line) => JSON.parse(line).serial)).toEqual(journal.map((_, i) => i + 1));
    await appendFile(`${path}.journal`, `${JSON.stringify({ serial: 7, remove: 'ChatworkRoom/none' })}\n`);
    expect((await readState(path, 'test')).serial).toBe(40);
  });

  it('keeps a line that could not be written whole apart from the next', async () => {
    const file = await StateFile.open(path, 'test');
    await file.set(room('yamada', 1));
    // A full disk: half a line is there, and the append has failed.
    await appendFile(`${path}.journal`, '{"serial":2,"set":{"type":"Chatw');
    await file.set(room('sato', 2));
    await file.set(room('aoi', 3));
    expect([...(await readState(path, 'test')).resources.keys()]).toEqual([
      'ChatworkRoom/yamada',
      'ChatworkRoom/sato',
      'ChatworkRoom/aoi',
    ]);
  });

  it('is for its owner alone', async () => {
    const file = await StateFile.open(path, 'test');
    await file.set(room('yamada', 1));
    for (const name of [path, `${path}.journal`]) expect((await stat(name)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['engine-mismatch', { engine: 'pulumi', stack: 'test' }],
    ['engine-mismatch', { version: 3, deployment: {} }],
    ['state-of-another-stack', { engine: 'embedded', stack: 'prod' }],
    ['state-form', { engine: 'embedded', stack: 'test', format: 'denwaban-state-9' }],
    ['state-form', []],
  ])('is refused with %s where it reads %j', async (code, value) => {
    await writeFile(path, JSON.stringify(value));
    await expect(readState(path, 'test')).rejects.toMatchObject({ code });
    await expect(StateFile.open(path, 'test')).rejects.toMatchObject({ code });
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(value);
  });
});

describe('an engine that is not here', () => {
  it('is refused by name before anything is done', async () => {
    const home = stackHome(folder, 'test');
    const session = { ...openSession(folder, sampleStack({ engine: 'pulumi' })), home };
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      await expect(openEngine(session)).rejects.toMatchObject({ code: 'pulumi-missing' });
    } finally {
      process.env.PATH = path;
    }
    expect(await readApplied(session)).toMatchObject({ serial: 0 });
  });
});
