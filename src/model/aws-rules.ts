import type { Text } from '../domain/language.ts';
import { zoneOfAddress } from '../domain/zone-subnets.ts';
import type { Diagnostic } from '../load/diagnostic.ts';
import type { Path } from '../load/place.ts';
import type { StackConfig } from './stack-file.ts';
import type { Report } from './stack-report.ts';

/** What a stack in AWS needs of the rest of its file. */
export function awsRules(config: StackConfig, report: Report): Diagnostic[] {
  const aws = config['denwaban:aws'];
  if (aws === undefined) return [];
  const problems: Diagnostic[] = [];
  const refuse = (code: string, path: Path, why: Text, action: Text): void => {
    problems.push(report(code, path, why, action));
  };
  if (!config['denwaban:store']?.startsWith('s3://')) {
    const why = {
      en: 'nodes in AWS have no folder in common, and the store is to be a bucket',
      ja: 'AWS のノードには共通のフォルダーがないため、ストアは S3 のバケットにします',
    };
    refuse('stack-aws-store', ['denwaban:aws'], why, {
      en: 'name it: denwaban:store: s3://<bucket>',
      ja: 'denwaban:store: s3://<bucket> と書いてください',
    });
  }
  if (config['denwaban:engine'] !== 'pulumi') {
    const why = {
      en: 'what lies in AWS is held by the engine pulumi alone',
      ja: 'AWS に置くものを扱えるエンジンは pulumi だけです',
    };
    refuse('stack-aws-engine', ['denwaban:engine'], why, {
      en: 'write pulumi',
      ja: 'pulumi と書いてください',
    });
  }
  const within = `.${aws.domain}`;
  if (!`.${config['denwaban:report'].domain}`.endsWith(within)) {
    const why = {
      en: `the report domain is not in the zone ${aws.domain}, and its records could not be written`,
      ja: `報告用ドメインがゾーン ${aws.domain} の中になく、DNS のレコードを書けません`,
    };
    refuse('stack-aws-domain', ['denwaban:report', 'domain'], why, {
      en: `choose one that ends in ${within}`,
      ja: `${within} で終わるものを選んでください`,
    });
  }
  const cards = URL.parse(config['denwaban:cards']);
  if (
    cards?.protocol !== 'https:' ||
    cards.port !== '' ||
    !cards.hostname.endsWith(within) ||
    cards.pathname !== '/cards'
  ) {
    const why = {
      en: `the edges serve operators’ cards by HTTPS, at a name in the zone ${aws.domain} and below /cards`,
      ja: `オペレーターカードは、ゾーン ${aws.domain} の名前の /cards の下で、入口が HTTPS で見せます`,
    };
    refuse('stack-aws-cards', ['denwaban:cards'], why, {
      en: `write https://cards${within}/cards`,
      ja: `https://cards${within}/cards と書いてください`,
    });
  }
  if (config['denwaban:edges'] === undefined) {
    const why = {
      en: 'nodes in AWS take SIP from edges alone, and there are none',
      ja: 'AWS のノードは入口からしか SIP を受けませんが、入口がありません',
    };
    refuse('stack-aws-edges', ['denwaban:aws'], why, {
      en: 'name two in denwaban:edges',
      ja: 'denwaban:edges に二つ書いてください',
    });
  }
  if (config['denwaban:edgeTls'] === undefined) {
    const why = {
      en: 'operators reach the edges over TLS alone, and there is no certificate',
      ja: 'オペレーターは TLS でしか入口につなげませんが、証明書がありません',
    };
    const action = {
      en: 'name the secret that holds it: denwaban:edgeTls: secret://edge-tls#1',
      ja: '証明書の秘密を denwaban:edgeTls: secret://edge-tls#1 のように書いてください',
    };
    refuse('stack-aws-edge-tls', ['denwaban:aws'], why, action);
  }
  for (const list of ['denwaban:nodes', 'denwaban:edges'] as const) {
    for (const [i, { name, address }] of (config[list] ?? []).entries()) {
      if (address !== undefined && zoneOfAddress(aws.network, aws.zones, address) !== undefined) continue;
      const why = {
        en: `${name} has ${address === undefined ? 'no address' : `the address ${address}`}, and needs one in a subnet of ${aws.network}`,
        ja: `${name} ${address === undefined ? 'にアドレスがありません' : `のアドレスは ${address} です`}。${aws.network} のサブネットのアドレスが要ります`,
      };
      const action = {
        en: 'give it one; each zone has a sixteenth, and its first four are AWS’s',
        ja: 'アドレスを書いてください。各ゾーンは16分の1ずつで、その最初の四つは AWS のものです',
      };
      refuse('stack-aws-address', [list, i], why, action);
    }
  }
  return problems;
}
