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
  const refuse = (code: string, path: Path, why: string, action: string): void => {
    problems.push(report(code, path, why, action));
  };
  if (!config['denwaban:store']?.startsWith('s3://')) {
    const why = 'nodes in AWS have no folder in common, and the store is to be a bucket';
    refuse('stack-aws-store', ['denwaban:aws'], why, 'name it: denwaban:store: s3://<bucket>');
  }
  if (config['denwaban:engine'] !== 'pulumi') {
    const why = 'what lies in AWS is held by the engine pulumi alone';
    refuse('stack-aws-engine', ['denwaban:engine'], why, 'write pulumi');
  }
  const within = `.${aws.domain}`;
  if (!`.${config['denwaban:report'].domain}`.endsWith(within)) {
    const why = `the report domain is not in the zone ${aws.domain}, and its records could not be written`;
    refuse('stack-aws-domain', ['denwaban:report', 'domain'], why, `choose one that ends in ${within}`);
  }
  const cards = URL.parse(config['denwaban:cards']);
  if (
    cards?.protocol !== 'https:' ||
    cards.port !== '' ||
    !cards.hostname.endsWith(within) ||
    cards.pathname !== '/cards'
  ) {
    const why = `the edges serve operators’ cards by HTTPS, at a name in the zone ${aws.domain} and below /cards`;
    refuse('stack-aws-cards', ['denwaban:cards'], why, `write https://cards${within}/cards`);
  }
  if (config['denwaban:edges'] === undefined) {
    const why = 'nodes in AWS take SIP from edges alone, and there are none';
    refuse('stack-aws-edges', ['denwaban:aws'], why, 'name two in denwaban:edges');
  }
  if (config['denwaban:edgeTls'] === undefined) {
    const why = 'operators reach the edges over TLS alone, and there is no certificate';
    const action = 'name the secret that holds it: denwaban:edgeTls: secret://edge-tls#1';
    refuse('stack-aws-edge-tls', ['denwaban:aws'], why, action);
  }
  for (const list of ['denwaban:nodes', 'denwaban:edges'] as const) {
    for (const [i, { name, address }] of (config[list] ?? []).entries()) {
      if (address !== undefined && zoneOfAddress(aws.network, aws.zones, address) !== undefined) continue;
      const why = `${name} has ${address === undefined ? 'no address' : `the address ${address}`}, and needs one in a subnet of ${aws.network}`;
      const action = 'give it one; each zone has a sixteenth, and its first four are AWS’s';
      refuse('stack-aws-address', [list, i], why, action);
    }
  }
  return problems;
}
