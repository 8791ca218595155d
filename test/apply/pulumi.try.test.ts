import { afterEach, beforeEach, expect, it } from 'vitest';
import { chatworkReport, sampleTenant } from '../plan/sample.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld({ engine: 'pulumi' });
});
afterEach(() => world.end());
const yamada = sampleTenant('yamada', '0350000001');
const sato = sampleTenant('sato', '0350000002', chatworkReport('佐藤様 受電報告'));
it('works', async () => {
  const t = Date.now();
  console.log((await world.apply([yamada, sato])).tally, Date.now() - t);
  console.log((await world.apply([yamada, sato])).tally, Date.now() - t);
  console.log(
    (await world.apply([yamada, { ...sato, company: { ...sato.company, name: '別名' } }])).tally,
    Date.now() - t,
  );
  console.log((await world.apply([yamada])).tally, Date.now() - t);
  console.log((await world.destroy()).tally, Date.now() - t);
}, 60000);
