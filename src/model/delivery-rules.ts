import type { Diagnostic } from '../load/diagnostic.ts';
import type { StackConfig } from './stack-file.ts';
import type { Report } from './stack-report.ts';

const ADDRESS = /^[0-9.]+$/;
const LOOPBACK = /^(?:https?:\/\/)?127(?:\.[0-9]{1,3}){3}(?=[:/]|$)/;

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

/**
 * A sandbox reaches nobody, whatever it delivers: its relay and its Chatwork are the stand-ins that it starts on loopback. Several sandboxes hold
 * the same numbers, and `number-block-live-twice` counts on it.
 */
function sandboxDelivery(config: StackConfig, report: Report): Diagnostic[] {
  if (config['denwaban:sandbox'] === undefined) return [];
  const { relay } = config['denwaban:report'];
  const { api } = config['denwaban:chatwork'];
  const problems: Diagnostic[] = [];
  const elsewhere = 'is not on this machine’s loopback, and a sandbox reaches nobody';
  const refuse = (path: string[], why: string): void => {
    problems.push(report('stack-sandbox-delivery', path, why, 'name the stand-in on 127.…'));
  };
  if (relay === undefined && config['denwaban:delivery'] === 'live')
    refuse(['denwaban:report'], 'without a relay the mail of this sandbox would reach customers');
  if (relay !== undefined && !LOOPBACK.test(relay.host))
    refuse(['denwaban:report', 'relay', 'host'], `${relay.host} ${elsewhere}`);
  if (!LOOPBACK.test(api)) refuse(['denwaban:chatwork', 'api'], `${api} ${elsewhere}`);
  return problems;
}
