import { afterAll, beforeAll, expect, test } from 'vitest';
import { PJSIP_DEFAULTS } from '../../src/node/live/pjsip-defaults.ts';
import type { RenderedPart } from '../../src/render/objects.ts';
import { RealNode } from '../node/real-node.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';

let node: RealNode;

beforeAll(async () => {
  const { stack, tenants } = await sample('127.0.22');
  node = await RealNode.start('127.0.22.11', SECRETS, '13400-13599');
  await node.apply(parts(tenants, stack)[0] as RenderedPart);
});
afterAll(() => node.stop());

/** An object whose section says no more than its type, and what cannot be left out. */
const BARE = `
[bare]
type=endpoint
[bare]
type=aor
[bare]
type=auth
username=x
password=x
[bare]
type=identify
endpoint=bare
match=127.9.9.9
`;
/** What BARE sets. */
const SET: Record<string, readonly string[]> = {
  auth: ['password', 'username'],
  identify: ['endpoint', 'match'],
};

test.each(['endpoint', 'aor', 'auth', 'identify'])(
  'the table of defaults is what Asterisk says of a bare %s',
  async (type) => {
    await node.exec('sh', '-c', `echo '${BARE}' >> /var/lib/denwaban/live/asterisk/pjsip.conf`);
    await node.asterisk('module reload res_pjsip.so');
    const lines = (await node.asterisk(`pjsip show ${type} bare`)).split('\n');
    const live = Object.fromEntries(
      lines.flatMap((line) => {
        const [, name = '', value = ''] = /^ ([a-z0-9_]+)\s+: ?(.*?)\s*$/.exec(line) ?? [];
        const key = name.replaceAll('_', '');
        return key === '' || SET[type]?.includes(key) ? [] : [[key, value]];
      }),
    );
    const table = Object.fromEntries(
      Object.entries(PJSIP_DEFAULTS[type] ?? {}).filter(([name]) => !SET[type]?.includes(name)),
    );
    expect(live).toMatchObject(table);
  },
);
