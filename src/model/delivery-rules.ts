import type { Text } from '../domain/language.ts';
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
    const why = {
      en: `the relay has no ${missing}, and nobody logs in with the other alone`,
      ja: `中継先に ${missing} がなく、もう一方だけでは認証できません`,
    };
    return [
      report('stack-relay-login', path, why, {
        en: `write its ${missing}, or take both away`,
        ja: `${missing} を書くか、両方とも消してください`,
      }),
    ];
  }
  if (user === undefined || !ADDRESS.test(host)) return [];
  const why = {
    en: 'a password is shown to a relay with a certificate for its name alone, and this is an address',
    ja: 'パスワードは名前の証明書を示す中継先にだけ送りますが、これはアドレスです',
  };
  return [
    report('stack-relay-login', [...path, 'host'], why, {
      en: 'write the name of the host',
      ja: 'ホストの名前を書いてください',
    }),
  ];
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
  const refuse = (path: string[], why: Text): void => {
    const action = { en: 'name the stand-in on 127.…', ja: '127.… の代役を書いてください' };
    problems.push(report('stack-sandbox-delivery', path, why, action));
  };
  const elsewhere = (where: string) => ({
    en: `${where} is not on this machine’s loopback, and a sandbox reaches nobody`,
    ja: `${where} はこのマシンのループバックではありません。試験環境は外に何も届けません`,
  });
  if (relay === undefined && config['denwaban:delivery'] === 'live')
    refuse(['denwaban:report'], {
      en: 'without a relay the mail of this sandbox would reach customers',
      ja: '中継先がないと、この試験環境のメールがお客様に届いてしまいます',
    });
  if (relay !== undefined && !LOOPBACK.test(relay.host))
    refuse(['denwaban:report', 'relay', 'host'], elsewhere(relay.host));
  if (!LOOPBACK.test(api)) refuse(['denwaban:chatwork', 'api'], elsewhere(api));
  return problems;
}
