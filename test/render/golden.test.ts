import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Rendering } from '../../src/render/objects.ts';
import { render } from '../../src/render/render.ts';
import { stack, tenants } from './sample.ts';

const GOLDEN = fileURLToPath(new URL('../golden/render/', import.meta.url));

/** Every byte that rendering makes, by a path. */
function everything(rendering: Rendering): Map<string, string> {
  const files = new Map<string, string>();
  for (const part of [rendering.cluster, rendering.numbers, ...rendering.shards.values()]) {
    // The library's file is named after its content: a golden file needs one name.
    for (const f of part.files)
      files.set(`${part.name}/${f.path.replace(/library\/[0-9a-f]{8}/, 'library/VERSION')}`, f.content);
    for (const t of part.tenants) {
      files.set(
        `tenants/${t.tenant}.json`,
        `${JSON.stringify({ digest: t.digest, ...t.object }, undefined, 2)}\n`,
      );
      files.set(`cards/${t.tenant}.html`, t.card.content);
    }
  }
  for (const room of rendering.rooms)
    files.set(`rooms/${room.tenant}.json`, `${JSON.stringify(room, undefined, 2)}\n`);
  return files;
}

const rendered = everything(render(tenants, stack));

test.each([...rendered])('%s is as it was', async (path, content) => {
  await expect(content).toMatchFileSnapshot(`${GOLDEN}${path}`);
});

test('there is no golden file that nothing renders any more', async () => {
  const kept = (await readdir(GOLDEN, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(GOLDEN, join(entry.parentPath, entry.name)));
  expect(kept.sort()).toEqual([...rendered.keys()].sort());
});

test('is the same whatever the order of tenants, trunks, operators and pools', () => {
  const turned = {
    ...stack,
    trunks: stack.trunks.toReversed(),
    operators: stack.operators.toReversed(),
    pools: stack.pools.toReversed(),
  };
  expect(everything(render(tenants.toReversed(), turned))).toEqual(rendered);
});

test('is the same in another locale and time zone', async () => {
  const { execFileSync } = await import('node:child_process');
  const script = `
    import { render } from './src/render/render.ts';
    import { stack, tenants } from './test/render/sample.ts';
    const r = render(tenants, stack);
    console.log(JSON.stringify([r.cluster, r.numbers, [...r.shards], r.rooms]));`;
  const run = (env: Record<string, string>) =>
    execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
      cwd: new URL('../..', import.meta.url),
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
  expect(run({ LC_ALL: 'tr_TR.UTF-8', TZ: 'America/New_York' })).toBe(run({ LC_ALL: 'C', TZ: 'Asia/Tokyo' }));
});
