import { byCodeUnit } from '../../domain/order.ts';
import type { Stack } from '../../model/stack.ts';
import { renderedFile } from '../file.ts';
import type { RenderedFile } from '../objects.ts';
import { fill } from '../templates.ts';
import { postfixConf as conf } from '../writers/postfix-conf.ts';

/** main.cf and master.cf: the same on every node but for its own address. */
export function postfixFiles(stack: Pick<Stack, 'report' | 'shards'>): RenderedFile[] {
  const { report } = stack;
  const settings = {
    domain: conf.domain(report.domain),
    shards: [...new Set(stack.shards)].sort(byCodeUnit).map(conf.id),
    networks: report.operatorNetworks.toSorted(byCodeUnit).map(conf.network),
    relay: report.relay && conf.nextHop(report.relay),
  };
  return [
    renderedFile('postfix/main.cf', fill('postfix/main.cf', settings)),
    renderedFile('postfix/master.cf', fill('postfix/master.cf')),
  ];
}
