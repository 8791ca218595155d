import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/domain/canonical.ts';
import type { Announcements } from '../../src/model/tenant.ts';
import { releaseBody, releaseDigest } from '../../src/plan/release-body.ts';
import { staging } from '../../src/plan/staging.ts';
import { writeRendering } from '../../src/render/folder.ts';
import { render } from '../../src/render/render.ts';
import { stack as sample, tenant } from './sample.ts';

const stack = { ...sample, shards: sample.shards.map(() => sample.shards[0] as (typeof sample.shards)[0]) };
const sound = (text: string, file = `${text}.wav`) => ({ file, digest: sha256(text), seconds: 1 });

function rendered(announcements?: Announcements) {
  const tenants = [tenant('with-sounds', announcements ? { announcements } : {}), tenant('without')];
  const rendering = render(tenants, stack);
  const [shard] = rendering.shards.values();
  if (!shard) throw new Error('no shard');
  const object = shard.tenants.find((t) => t.tenant === 'with-sounds')?.object;
  const keys = Object.entries(object?.astdb ?? {}).filter(([key]) => key.startsWith('sound-'));
  const stubs = shard.files.find(({ path }) => path.includes('tenants-'))?.content ?? '';
  return { rendering, shard, keys: Object.fromEntries(keys), stubs };
}

describe('a tenant’s own sounds', () => {
  it('stand in its values by the announcement that plays them', () => {
    const own = {
      outsideHours: sound('a'),
      holiday: sound('b'),
      suspended: sound('c'),
      ended: sound('d'),
      busy: sound('e'),
    };
    expect(rendered(own).keys).toEqual({
      'sound-closed': sha256('a'),
      'sound-holiday': sha256('b'),
      'sound-suspended': sha256('c'),
      'sound-ended': sha256('d'),
      'sound-busy': sha256('e'),
    });
  });

  it('are the one for outside of the hours on a holiday that has none', () => {
    const digest = sha256('a');
    expect(rendered({ outsideHours: sound('a') }).keys).toEqual({
      'sound-closed': digest,
      'sound-holiday': digest,
    });
    expect(rendered({ holiday: sound('a') }).keys).toEqual({ 'sound-holiday': digest });
  });

  it('are listed once in the release, which is then of the second format', () => {
    const { shard } = rendered({
      outsideHours: sound('z'),
      busy: sound('a'),
      ended: sound('z', 'other.wav'),
    });
    expect(releaseBody(shard)).toMatchObject({
      format: 'denwaban-release-2',
      sounds: [sha256('z'), sha256('a')].sort(),
    });
  });

  it('change nothing where there are none', () => {
    const { shard } = rendered();
    const body = releaseBody(shard);
    expect(body.format).toBe('denwaban-release-1');
    expect(Object.keys(body)).toEqual(['format', 'part', 'files', 'tenants']);
  });

  it('bring a second way to the stub only where a number is served no more', () => {
    expect(rendered({ busy: sound('a') }).stubs).toBe(
      rendered({ busy: sound('a') }).stubs.replace(/^exten => own.*\n.*\n/gm, ''),
    );
    const { stubs, shard } = rendered({ ended: sound('a') });
    const digest = shard.tenants.find((t) => t.tenant === 'with-sounds')?.digest;
    expect(stubs.match(/^exten => own,1,.*$/gm)).toEqual([`exten => own,1,Set(DW_OBJECT=${digest})`]);
  });

  it('are another value when their bytes are, and the same under another name', () => {
    const digest = (own: Announcements) => releaseDigest(releaseBody(rendered(own).shard));
    expect(digest({ busy: sound('a') })).not.toBe(digest({ busy: sound('b') }));
    expect(digest({ busy: sound('a') })).toBe(digest({ busy: sound('a', 'renamed.wav') }));
  });

  it('are read when they are put into the store, and not before', () => {
    const read: string[] = [];
    const { parts } = staging(rendered({ busy: sound('a') }).rendering, (digest) => {
      read.push(digest);
      return Buffer.from('a');
    });
    const object = parts.flatMap((part) => part.objects).find(({ digest }) => digest === sha256('a'));
    expect(read).toEqual([]);
    expect(typeof object?.content === 'function' && object.content()).toEqual(Buffer.from('a'));
  });

  it('are written for people to listen to', async () => {
    const out = join(await mkdtemp(join(tmpdir(), 'denwaban-')), 'out');
    await writeRendering(rendered({ busy: sound('a') }).rendering, out, () => Buffer.from('a'));
    expect(await readFile(join(out, 'sounds', `${sha256('a')}.wav`), 'utf8')).toBe('a');
    await writeRendering(rendered().rendering, out);
    expect(await readdir(out)).not.toContain('sounds');
    await rm(join(out, '..'), { recursive: true });
  });
});
