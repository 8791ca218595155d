import { byCodeUnit } from '../../domain/order.ts';
import type { Relay, Stack } from '../../model/stack.ts';
import { renderedFile } from '../file.ts';
import type { RenderedFile } from '../objects.ts';
import { fill } from '../templates.ts';
import { postfixConf as conf } from '../writers/postfix-conf.ts';
import { postfixMap as map } from '../writers/postfix-map.ts';
import { submissionFiles } from './submission.ts';

/** main.cf, master.cf, and what they name: the same on every node but for its own address. */
export function postfixFiles(
  stack: Pick<Stack, 'delivery' | 'operators' | 'report' | 'shards'>,
): RenderedFile[] {
  const { report } = stack;
  const { relay, submission } = report;
  const capture = stack.delivery === 'capture';
  const login = relay?.login !== undefined;
  const settings = {
    capture,
    login,
    domain: conf.domain(report.domain),
    shards: [...new Set(stack.shards)].sort(byCodeUnit).map(conf.id),
    networks: report.operatorNetworks.toSorted(byCodeUnit).map(conf.network),
    submission: submission?.networks.toSorted(byCodeUnit).map(conf.network),
    relay: relay && conf.nextHop(relay),
  };
  return [
    renderedFile('postfix/main.cf', fill('postfix/main.cf', settings)),
    renderedFile(
      'postfix/master.cf',
      fill('postfix/master.cf', { capture, login, submission: submission !== undefined }),
    ),
    ...(relay?.login && !capture ? [relayPassword(relay, relay.login)] : []),
    ...(submission ? submissionFiles(submission, stack.operators) : []),
  ];
}

/** A file with a secret: the agent fills it in, for root's eyes alone. */
function relayPassword(relay: Relay, { user, password }: NonNullable<Relay['login']>): RenderedFile {
  const entry = { relay: map.nextHop(relay), login: map.login(user, password) };
  return renderedFile('postfix/relay-password', fill('postfix/relay-password', entry));
}
