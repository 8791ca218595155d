import type { Diagnostic } from '../load/diagnostic.ts';
import type { StackConfig } from './stack-file.ts';
import type { Report } from './stack-report.ts';

const ADDRESS = /^[0-9.]+$/;
const LOOPBACK = /^127(?:\.[0-9]{1,3}){3}$/;

/** Where reports go must fit whom they may reach. */
export function deliveryRules(config: StackConfig, report: Report): Diagnostic[] {
  return [...relayLogin(config, report), ...sandboxDelivery(config, report)];
}

function relayLogin(config: StackConfig, report: Report): Diagnostic[] {
  const { relay } = config['denwaban:report'];
  if (relay === undefined) return [];
  const path = ['denwaban:report', 'relay'];
  const { host, user, password } = relay;
  if ((user === undefined) !== (password === undefined)) {
    const missing = user === undefined ? 'user' : 'password';
    const why = `the relay has no ${missing}, and nobody logs in with the other alone`;
    return [report('stack-relay-login', path, why, `write its ${missing}, or take both away`)];
  }
  if (user === undefined || !ADDRESS.test(host)) return [];
  const why = 'a password is shown to a relay with a certificate for its name alone, and this is an address';
  return [report('stack-relay-login', [...path, 'host'], why, 'write the name of the host')];
}

/** Several sandboxes hold the same numbers, and `number-block-live-twice` lets them: none of them may reach anybody. */
function sandboxDelivery(config: StackConfig, report: Report): Diagnostic[] {
  if (config['denwaban:sandbox'] === undefined || config['denwaban:delivery'] !== 'live') return [];
  const action = 'name the stand-ins on 127.…, or write denwaban:delivery: capture';
  const refuse = (path: string[], why: string) => [report('stack-sandbox-delivery', path, why, action)];
  const { relay } = config['denwaban:report'];
  const { api } = config['denwaban:chatwork'];
  return [
    ...(relay === undefined
      ? refuse(['denwaban:report'], 'without a relay the mail of this sandbox would reach customers')
      : LOOPBACK.test(relay.host)
        ? []
        : refuse(['denwaban:report', 'relay', 'host'], `${relay.host} is not of this machine’s loopback`)),
    ...(LOOPBACK.test(new URL(api).hostname)
      ? []
      : refuse(['denwaban:chatwork', 'api'], `${api} is not on this machine’s loopback`)),
  ];
}
